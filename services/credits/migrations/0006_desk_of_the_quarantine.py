"""Desk of the quarantine."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column(
        "quarantine", sa.Column("is_dropped", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("quarantine", sa.Column("settled_by", sa.Uuid(), nullable=True))
    op.add_column("quarantine", sa.Column("reason", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("quarantine_dropped_check"), "quarantine", "settled_at IS NOT NULL OR NOT is_dropped"
    )
    op.create_table_comment(
        "quarantine", "Claims that broke a rule, with its code, until they are posted after all or dropped"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("quarantine_dropped_check"), "quarantine", type_="check")
    for column in ("reason", "settled_by", "is_dropped"):
        op.drop_column("quarantine", column)
    op.create_table_comment(
        "quarantine", "Claims that broke a rule, with its code; settled once they are posted after all"
    )
