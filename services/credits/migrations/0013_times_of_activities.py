"""When activities take place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("designations", sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("designations", sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("designations", "ends_at")
    op.drop_column("designations", "starts_at")
