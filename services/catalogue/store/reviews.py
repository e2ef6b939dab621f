"""Reviews, and what else tells how an activity turns out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.enrolments import EnrolmentState
from contracts.catalogue.figures import KnowledgeRow
from contracts.catalogue.reviews import ReviewId, UnknownReview
from kernel.values import ActivityId, EnrolmentId
from services.catalogue.domain.enrolment import TAKING_PART
from services.catalogue.domain.figures import Tally
from services.catalogue.domain.review import Review
from services.catalogue.tables import enrolments, is_pending, is_public, knowledge, reviews

Place = tuple[datetime, UUID]


def add(session: Session, review: Review) -> None:
    session.add(review)


def of_enrolment(session: Session, enrolment_id: EnrolmentId) -> Review | None:
    """Locked until the transaction ends."""
    own = sa.select(Review).where(reviews.c.enrolment_id == enrolment_id)
    return session.scalar(own.with_for_update())


def locked(session: Session, review_id: ReviewId) -> Review:
    """Raises: UnknownReview."""
    review = session.scalar(sa.select(Review).where(reviews.c.review_id == review_id).with_for_update())
    if review is None:
        raise UnknownReview(review_id=review_id)
    return review


def public(
    session: Session, activity_id: ActivityId, *, before: Place | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """A page of what all may read, the newest first, and one row more."""
    place = reviews.c.written_at, reviews.c.review_id
    page = sa.select(reviews).where(is_public, reviews.c.activity_id == activity_id)
    if before is not None:
        page = page.where(sa.tuple_(*place) < sa.tuple_(*before))
    return session.execute(page.order_by(*(part.desc() for part in place)).limit(limit + 1)).all()


def waiting(session: Session, *, after: Place | None, limit: int) -> Sequence[sa.Row[Any]]:
    """A page of what waits for a moderator, the oldest first, and one row more."""
    place = reviews.c.written_at, reviews.c.review_id
    page = sa.select(reviews).where(is_pending)
    if after is not None:
        page = page.where(sa.tuple_(*place) > sa.tuple_(*after))
    return session.execute(page.order_by(*place).limit(limit + 1)).all()


def taking_part(
    session: Session, activity_id: ActivityId, named: Collection[EnrolmentId]
) -> set[EnrolmentId]:
    """Which of these enrolments take part in the activity."""
    within = enrolments.c.activity_id == activity_id, enrolments.c.state.in_(TAKING_PART)
    ids = sa.bindparam("named", list(named), sa.ARRAY(sa.Uuid))
    query = sa.select(enrolments.c.enrolment_id).where(*within, enrolments.c.enrolment_id == sa.any_(ids))
    return set(session.scalars(query))


def note_knowledge(
    session: Session, activity_id: ActivityId, rows: Sequence[KnowledgeRow], at: datetime
) -> None:
    """Keep how much people knew before and after; the latest report of each counts."""
    told = [
        {
            "enrolment_id": row.enrolment_id,
            "activity_id": activity_id,
            "before": row.before,
            "after": row.after,
            "reported_at": at,
        }
        for row in rows
    ]
    new = insert(knowledge)
    renewed = {name: new.excluded[name] for name in ("before", "after", "reported_at")}
    if told:
        session.execute(
            new.on_conflict_do_update(index_elements=[knowledge.c.enrolment_id], set_=renewed), told
        )


def tally(session: Session, activity_id: ActivityId) -> Tally:
    """What there is to count of one activity."""
    people = session.execute(_people(activity_id)).one()
    said = sa.select(sa.func.count(), sa.func.avg(reviews.c.rating)).where(
        is_public, reviews.c.activity_id == activity_id
    )
    gain = sa.func.avg(knowledge.c.after - knowledge.c.before)
    tested = sa.select(sa.func.count(), gain).where(knowledge.c.activity_id == activity_id)
    number, rating = session.execute(said).one()
    count, gained = session.execute(tested).one()
    return Tally(
        taking_part=people.taking_part,
        completed=people.completed,
        failed=people.failed,
        days=people.days,
        reviews=number,
        rating=rating,
        tested=count,
        gain=gained,
    )


def _people(activity_id: ActivityId) -> sa.Executable:
    state = enrolments.c.state
    is_completed = state == EnrolmentState.COMPLETED
    # As `date` minus `date`: whole days.
    days = enrolments.c.completed_on - sa.cast(enrolments.c.enrolled_at, sa.Date)
    median = sa.func.percentile_cont(0.5).within_group(sa.cast(days, sa.Integer))
    counted = (
        sa.func.count().filter(state.in_(TAKING_PART)).label("taking_part"),
        sa.func.count().filter(is_completed).label("completed"),
        sa.func.count().filter(state == EnrolmentState.FAILED).label("failed"),
        sa.cast(median.filter(is_completed), sa.Numeric(9, 1)).label("days"),
    )
    return sa.select(*counted).where(enrolments.c.activity_id == activity_id)
