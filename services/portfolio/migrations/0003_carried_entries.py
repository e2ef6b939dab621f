"""Entries that go on from those of merged accounts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "carried_entries",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("carried_from", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("carried_entries_pkey")),
        comment="Entries that go on from those of accounts merged since: the acts of the first speak of them",
    )


def downgrade() -> None:
    op.drop_table("carried_entries")
