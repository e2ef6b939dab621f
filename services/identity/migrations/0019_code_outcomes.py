"""What becomes of one-time codes, counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

OUTCOMES = "sent", "sent_by_email", "not_delivered", "taken", "wrong", "expired", "replaced", "too_many"


def upgrade() -> None:
    op.create_table(
        "code_outcomes",
        sa.Column("place", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.CheckConstraint(
            f"outcome IN ({', '.join(map(repr, OUTCOMES))})", name=op.f("code_outcomes_outcome_check")
        ),
        sa.PrimaryKeyConstraint("place", name=op.f("code_outcomes_pkey")),
        comment="What became of each one-time code that was sent or typed; of whose, nothing",
    )
    op.create_index("code_outcomes_at", "code_outcomes", ["at"], unique=False)


def downgrade() -> None:
    op.drop_index("code_outcomes_at", table_name="code_outcomes")
    op.drop_table("code_outcomes")
