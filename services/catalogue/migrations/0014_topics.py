"""What ought to be taught, and what is asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

WANTED = sa.text("closed_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "topics",
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("speciality", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("wanted_by", sa.Date(), nullable=False),
        sa.Column("planned_by", sa.Uuid(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "cause IN ('deviation', 'refusal_reason', 'demand')", name=op.f("topics_cause_check")
        ),
        sa.PrimaryKeyConstraint("topic_id", name=op.f("topics_pkey")),
        comment="What ought to be taught, and what has shown it",
    )
    op.create_index(
        "topics_wanted", "topics", ["wanted_by", "topic_id"], unique=False, postgresql_where=WANTED
    )
    op.create_table(
        "topic_activities",
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("topic_activities_activity_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topics.topic_id"], name=op.f("topic_activities_topic_id_fkey")
        ),
        sa.PrimaryKeyConstraint("topic_id", "activity_id", name=op.f("topic_activities_pkey")),
        comment="Which activities teach a topic",
    )
    op.create_table(
        "questions",
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("session", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("questions_answered_check")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("questions_activity_id_fkey")
        ),
        sa.PrimaryKeyConstraint("question_id", name=op.f("questions_pkey")),
        comment="What those who take part ask, and what is answered",
    )
    op.create_index("questions_of_activity", "questions", ["activity_id", "question_id"], unique=False)


def downgrade() -> None:
    op.drop_index("questions_of_activity", table_name="questions")
    op.drop_table("questions")
    op.drop_table("topic_activities")
    op.drop_index("topics_wanted", table_name="topics", postgresql_where=WANTED)
    op.drop_table("topics")
