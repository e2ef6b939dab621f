"""What ought to be taught, and what is asked."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.catalogue.topics import TopicCause
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.catalogue.tables.activities import activities
from services.catalogue.tables.schema import metadata

topics = sa.Table(
    "topics",
    metadata,
    sa.Column("topic_id", sa.Uuid, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("rationale", sa.Text, nullable=False),
    sa.Column("speciality", sa.Text, nullable=False),
    sa.Column("cause", ChoiceColumn(TopicCause), nullable=False),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("wanted_by", sa.Date, nullable=False),
    sa.Column("planned_by", sa.Uuid, nullable=False),
    sa.Column("closed_at", InstantColumn),
    one_of("cause", TopicCause),
    comment="What ought to be taught, and what has shown it",
)
is_wanted = topics.c.closed_at.is_(None)
sa.Index("topics_wanted", topics.c.wanted_by, topics.c.topic_id, postgresql_where=is_wanted)

topic_activities = sa.Table(
    "topic_activities",
    metadata,
    sa.Column("topic_id", sa.ForeignKey(topics.c.topic_id), primary_key=True),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), primary_key=True),
    comment="Which activities teach a topic",
)

questions = sa.Table(
    "questions",
    metadata,
    sa.Column("question_id", sa.Uuid, primary_key=True),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), nullable=False),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("session", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("asked_at", InstantColumn, nullable=False),
    sa.Column("answer", sa.Text),
    sa.Column("answered_at", InstantColumn),
    sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
    sa.Index("questions_of_activity", "activity_id", "question_id"),
    comment="What those who take part ask, and what is answered",
)
