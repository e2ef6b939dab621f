"""Passports of persons."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "passports",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("stated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.person_id"], name=op.f("passports_person_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("passports_pkey")),
        comment="Sealed, and found by a keyed digest of series and number",
    )
    op.create_index(op.f("passports_digest_idx"), "passports", ["digest"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("passports_digest_idx"), table_name="passports")
    op.drop_table("passports")
