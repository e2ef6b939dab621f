"""Notices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("notices_pkey")),
        sa.UniqueConstraint("event_id", name=op.f("notices_event_id_key")),
    )
    op.create_index(
        "notices_of_person", "notices", ["person_id", sa.literal_column("notice_id DESC")], unique=False
    )
    op.create_index(
        "notices_unread", "notices", ["person_id"], unique=False, postgresql_where=sa.text("read_at IS NULL")
    )


def downgrade() -> None:
    op.drop_index("notices_unread", table_name="notices", postgresql_where=sa.text("read_at IS NULL"))
    op.drop_index("notices_of_person", table_name="notices")
    op.drop_table("notices")
