"""Count how often a file of claims was tried, and know whose bytes are gone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

LEFT = sa.text("state IN ('finished', 'rejected') AND NOT is_file_gone")


def upgrade() -> None:
    op.add_column("claim_imports", sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("claim_imports", sa.Column("tries", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "claim_imports", sa.Column("is_file_gone", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_index("claim_imports_left", "claim_imports", ["import_id"], postgresql_where=LEFT)


def downgrade() -> None:
    op.drop_index("claim_imports_left", table_name="claim_imports", postgresql_where=LEFT)
    for column in ("is_file_gone", "tries", "leased_until"):
        op.drop_column("claim_imports", column)
