"""What went on from accounts that were merged."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("cycles", sa.Column("merged_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "carried_entries",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("carried_from", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["carried_from"], ["entries.entry_id"], name=op.f("carried_entries_carried_from_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.entry_id"], name=op.f("carried_entries_entry_id_fkey")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("carried_entries_pkey")),
        sa.UniqueConstraint("carried_from", name=op.f("carried_entries_carried_from_key")),
        comment="Which entry goes on from which of an account merged since; rows are only ever added",
    )


def downgrade() -> None:
    op.drop_table("carried_entries")
    op.drop_column("cycles", "merged_at")
