"""The measured minutes of modules, among their figures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.add_column("module_figures", sa.Column("studied", sa.Numeric(), nullable=True))


def downgrade() -> None:
    op.drop_column("module_figures", "studied")
