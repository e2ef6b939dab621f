"""Consents that stand until a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("consents", sa.Column("valid_until", sa.Date(), nullable=True))
    op.create_index(
        "consents_ending",
        "consents",
        ["valid_until"],
        unique=False,
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("consents_ending", table_name="consents", postgresql_where=sa.text("withdrawn_at IS NULL"))
    op.drop_column("consents", "valid_until")
