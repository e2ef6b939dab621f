"""What ought to be taught."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.topics import ListTopics, PlanTopic, TopicClosed, TopicId, UnknownTopic
from kernel.values import ActivityId, PersonId, new_id
from services.catalogue.domain.activity import HIDDEN
from services.catalogue.tables import activities, is_wanted, topic_activities, topics

Place = tuple[date, UUID]


def plan(session: Session, command: PlanTopic, by: PersonId) -> TopicId:
    facts = {
        "topic_id": new_id(),
        "title": command.title,
        "rationale": command.rationale,
        "speciality": command.speciality,
        "cause": command.cause,
        "reference": command.reference,
        "wanted_by": command.wanted_by,
        "planned_by": by,
    }
    planned = topics.insert().values(facts).returning(topics.c.topic_id)
    return TopicId(session.execute(planned).scalar_one())


def take(session: Session, topic_id: TopicId, activity_id: ActivityId) -> None:
    """Raises: UnknownTopic, TopicClosed."""
    named = sa.select(topics.c.closed_at).where(topics.c.topic_id == topic_id).with_for_update(read=True)
    known = session.execute(named).one_or_none()
    if known is None:
        raise UnknownTopic(topic_id=topic_id)
    if known.closed_at is not None:
        raise TopicClosed(topic_id=topic_id)
    taken = insert(topic_activities).values(topic_id=topic_id, activity_id=activity_id)
    session.execute(taken.on_conflict_do_nothing())


def close(session: Session, topic_id: TopicId, at: datetime) -> None:
    """Closed again, it stays closed since then."""
    closed_at = sa.func.coalesce(topics.c.closed_at, at)
    session.execute(sa.update(topics).where(topics.c.topic_id == topic_id).values(closed_at=closed_at))


def of(session: Session, topic_id: TopicId) -> sa.Row[Any]:
    """Raises: UnknownTopic."""
    row = session.execute(_topics().where(topics.c.topic_id == topic_id)).one_or_none()
    if row is None:
        raise UnknownTopic(topic_id=topic_id)
    return row


def wanted(session: Session, query: ListTopics, *, after: Place | None) -> Sequence[sa.Row[Any]]:
    """A page of what is wanted, the most urgent first, and one row more."""
    place = topics.c.wanted_by, topics.c.topic_id
    page = _topics().where(is_wanted)
    if query.speciality is not None:
        page = page.where(topics.c.speciality == query.speciality)
    if query.untaught_only:
        page = page.where(sa.not_(_taught().exists()))
    if after is not None:
        page = page.where(sa.tuple_(*place) > sa.tuple_(*after))
    return session.execute(page.order_by(*place).limit(query.limit + 1)).all()


def _topics() -> sa.Select[Any]:
    ids = _taught().with_only_columns(sa.func.array_agg(topic_activities.c.activity_id))
    return sa.select(*topics.columns, ids.scalar_subquery().label("activities"))


def _taught() -> sa.Select[Any]:
    """The activities that teach a topic, and that all may know of."""
    public = activities.c.state.not_in(HIDDEN)
    taught = sa.select(*topic_activities.columns).join(
        activities, activities.c.activity_id == topic_activities.c.activity_id
    )
    return taught.where(public, topic_activities.c.topic_id == topics.c.topic_id).correlate(topics)
