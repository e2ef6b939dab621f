"""What attempts pass over, because too many have seen it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    places = postgresql.ARRAY(sa.Integer())
    op.add_column("attempts", sa.Column("barred", places, server_default=sa.text("'{}'"), nullable=False))


def downgrade() -> None:
    op.drop_column("attempts", "barred")
