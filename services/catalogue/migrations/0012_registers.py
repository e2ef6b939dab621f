"""Registers that others publish."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "register_versions",
        sa.Column("oid", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("imported_by", sa.Uuid(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("oid", "version", name=op.f("register_versions_pkey")),
        sa.UniqueConstraint("oid", "valid_from", name=op.f("register_versions_oid_valid_from_key")),
        comment="The versions of each register; each is in force until the next one is",
    )
    op.create_table(
        "register_entries",
        sa.Column("oid", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.Column("successor", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["oid", "version"],
            ["register_versions.oid", "register_versions.version"],
            name=op.f("register_entries_oid_version_fkey"),
        ),
        sa.PrimaryKeyConstraint("oid", "version", "code", name=op.f("register_entries_pkey")),
        comment="What each version of a register holds",
    )


def downgrade() -> None:
    op.drop_table("register_entries")
    op.drop_table("register_versions")
