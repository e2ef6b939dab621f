"""Packages of modules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

MOVE_ON = "move_on IN ('Completed', 'Passed', 'CompletedAndPassed', 'CompletedOrPassed', 'NotApplicable')"


def upgrade() -> None:
    op.create_table(
        "package_files",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "path", name=op.f("package_files_pkey")),
        comment="The files of packages, by the hash of all of them",
    )
    op.create_table(
        "packages",
        sa.Column("package_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("launch_parameters", sa.Text(), nullable=False),
        sa.Column("move_on", sa.Text(), nullable=False),
        sa.Column("mastery", sa.Numeric(5, 4), nullable=True),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("format IN ('html', 'cmi5')", name=op.f("packages_format_check")),
        sa.CheckConstraint(MOVE_ON, name=op.f("packages_move_on_check")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("packages_activity_id_fkey")
        ),
        sa.PrimaryKeyConstraint("package_id", name=op.f("packages_pkey")),
        comment="What modules show; never changed once checked",
    )
    op.create_index("packages_of_activity", "packages", ["activity_id", "package_id"], unique=False)
    op.create_table(
        "pins",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("package_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("pins_activity_id_fkey")
        ),
        sa.ForeignKeyConstraint(["package_id"], ["packages.package_id"], name=op.f("pins_package_id_fkey")),
        sa.PrimaryKeyConstraint("activity_id", "version", name=op.f("pins_pkey")),
        comment="What each version of an activity shows, from it on; 0 stands for the one to come",
    )


def downgrade() -> None:
    op.drop_table("pins")
    op.drop_index("packages_of_activity", table_name="packages")
    op.drop_table("packages")
    op.drop_table("package_files")
