"""Which account each merged one has become."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "merged_people",
        sa.Column("merged_id", sa.Uuid(), nullable=False),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("merged_id <> kept_id", name=op.f("merged_people_another_check")),
        sa.PrimaryKeyConstraint("merged_id", name=op.f("merged_people_pkey")),
        comment="Which account each merged one has become; of a chain of mergers, the last",
    )
    op.create_index(op.f("merged_people_kept_id_idx"), "merged_people", ["kept_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("merged_people_kept_id_idx"), table_name="merged_people")
    op.drop_table("merged_people")
