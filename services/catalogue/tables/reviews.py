"""What people say of activities, and how much they knew before and after."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.catalogue.reviews import ReviewState
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.catalogue.domain.review import Review
from services.catalogue.tables.activities import activities
from services.catalogue.tables.enrolments import enrolments
from services.catalogue.tables.schema import mapper, metadata

reviews = sa.Table(
    "reviews",
    metadata,
    sa.Column("review_id", sa.Uuid, primary_key=True),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), nullable=False),
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id), nullable=False, unique=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("rating", sa.Integer, nullable=False),
    sa.Column("text", sa.Text),
    sa.Column("written_at", InstantColumn, nullable=False),
    sa.Column("state", ChoiceColumn(ReviewState), nullable=False),
    sa.Column("decided_by", sa.Uuid),
    sa.Column("decided_at", InstantColumn),
    sa.Column("reason", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
    one_of("state", ReviewState),
    sa.CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    sa.CheckConstraint("(state = 'pending') = (decided_by IS NULL)", name="decided"),
    comment="What those who attended say of an activity",
)
is_pending = reviews.c.state == sa.literal_column("'pending'")
is_public = reviews.c.state == sa.literal_column("'published'")
sa.Index("reviews_waiting", reviews.c.written_at, reviews.c.review_id, postgresql_where=is_pending)
sa.Index(
    "reviews_of_activity",
    reviews.c.activity_id,
    reviews.c.written_at,
    reviews.c.review_id,
    postgresql_where=is_public,
)

knowledge = sa.Table(
    "knowledge",
    metadata,
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id), primary_key=True),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), nullable=False, index=True),
    sa.Column("before", sa.Integer, nullable=False),
    sa.Column("after", sa.Integer, nullable=False),
    sa.Column("reported_at", InstantColumn, nullable=False),
    sa.CheckConstraint("before BETWEEN 0 AND 100 AND after BETWEEN 0 AND 100", name="shares"),
    comment="Percent that each participant reached in the test before, and in the one after",
)

mapper.map_imperatively(Review, reviews, version_id_col=reviews.c.version, version_id_generator=False)
