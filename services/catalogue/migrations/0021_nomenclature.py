"""Under which code an entry of a register is a speciality."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column("register_entries", sa.Column("speciality", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("register_entries", "speciality")
