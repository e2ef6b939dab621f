"""Figures of modules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.create_table(
        "module_figures",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("completed", sa.Integer(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("passed_at_once", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Numeric(), nullable=True),
        sa.Column("tested", sa.Integer(), nullable=False),
        sa.Column("before", sa.Numeric(), nullable=True),
        sa.Column("after", sa.Numeric(), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("module_figures_activity_id_fkey")
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("module_figures_pkey")),
        comment="How people get on with each module, as counted last",
    )


def downgrade() -> None:
    op.drop_table("module_figures")
