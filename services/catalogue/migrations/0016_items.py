"""The item bank."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "items",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("is_calibrated", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.CheckConstraint("state IN ('draft', 'active', 'retired')", name=op.f("items_state_check")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("items_pkey")),
        sa.UniqueConstraint("provider_id", "code", name=op.f("items_provider_id_code_key")),
        comment="The questions of providers, as they are now",
    )
    op.create_index("items_of_provider", "items", ["provider_id", "item_id"], unique=False)
    op.create_table(
        "item_versions",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.item_id"], name=op.f("item_versions_item_id_fkey")),
        sa.PrimaryKeyConstraint("item_id", "version", name=op.f("item_versions_pkey")),
        comment="The questions as they were asked; never changed",
    )


def downgrade() -> None:
    op.drop_table("item_versions")
    op.drop_index("items_of_provider", table_name="items")
    op.drop_table("items")
