"""How long people work on modules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "study_times",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.CheckConstraint("seconds >= 0", name=op.f("study_times_seconds_check")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.enrolment_id"], name=op.f("study_times_enrolment_id_fkey")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("study_times_pkey")),
        comment="How long each person has worked on a module, by the clock of the suite",
    )


def downgrade() -> None:
    op.drop_table("study_times")
