"""What specialists are enrolled in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "planned",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("speciality", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("credits", sa.Numeric(precision=7, scale=1), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('programme', 'event', 'module', 'simulation')", name=op.f("planned_kind_check")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.cycle_id"], name=op.f("planned_cycle_id_fkey")),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("planned_pkey")),
        comment="What each specialist is enrolled in, for the cycle that it will serve",
    )
    op.create_index("planned_of_person", "planned", ["person_id", "starts_at", "enrolment_id"], unique=False)


def downgrade() -> None:
    op.drop_index("planned_of_person", table_name="planned")
    op.drop_table("planned")
