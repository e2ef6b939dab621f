"""Parts of modules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"

PARTS = "part IN ('test', 'content')"


def upgrade() -> None:
    op.create_table(
        "module_parts",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.CheckConstraint(PARTS, name=op.f("module_parts_part_check")),
        _of_activity("module_parts"),
        sa.PrimaryKeyConstraint("activity_id", "part", name=op.f("module_parts_pkey")),
        comment="What must be done to complete a module",
    )
    op.create_table(
        "module_parts_done",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(PARTS, name=op.f("module_parts_done_part_check")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["enrolments.enrolment_id"],
            name=op.f("module_parts_done_enrolment_id_fkey"),
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "part", name=op.f("module_parts_done_pkey")),
        comment="The first time that somebody did a part of a module",
    )
    op.create_table(
        "module_tests",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("terms", postgresql.JSONB(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        _of_activity("module_tests"),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("module_tests_pkey")),
        comment="The terms of the tests of modules, as attempts begin under them",
    )


def downgrade() -> None:
    op.drop_table("module_tests")
    op.drop_table("module_parts_done")
    op.drop_table("module_parts")


def _of_activity(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["activity_id"], ["activities.activity_id"], name=op.f(f"{table}_activity_id_fkey")
    )
