"""Activities: to be changed, as aggregates under a lock; to be read, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.activities import ActivityState, UnknownActivity
from kernel.values import ActivityId, OrganisationId
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.number import RegistryNumber
from services.catalogue.tables import activities, is_in_review, numbers, seats

# What lists show: all but what is only searched, or only read on a page of its own.
LISTED = tuple(column for column in activities.columns if column.name not in ("search", "details"))


def add(session: Session, activity: Activity) -> None:
    session.add(activity)


def of(session: Session, activity_id: ActivityId) -> Activity:
    """Raises: UnknownActivity."""
    return _only(session, _with(activity_id), activity_id)


def locked(session: Session, activity_id: ActivityId) -> Activity:
    """The activity; nobody else changes it, or enrols in it, until the transaction ends.

    Raises: UnknownActivity.
    """
    return _only(session, _with(activity_id).with_for_update(), activity_id)


def held(session: Session, activity_id: ActivityId) -> Activity:
    """The activity; nobody changes it until the transaction ends, but others may hold it, too.

    Raises: UnknownActivity.
    """
    return _only(session, _with(activity_id).with_for_update(read=True), activity_id)


def provider_of(session: Session, activity_id: ActivityId) -> OrganisationId:
    """Raises: UnknownActivity."""
    owner = sa.select(activities.c.provider_id).where(activities.c.activity_id == activity_id)
    provider_id = session.scalar(owner)
    if provider_id is None:
        raise UnknownActivity(activity_id=activity_id)
    return OrganisationId(provider_id)


def numbered(session: Session, number: RegistryNumber) -> Activity:
    """Raises: UnknownActivity."""
    activity = session.scalar(sa.select(Activity).where(activities.c.number == str(number)))
    if activity is None:
        raise UnknownActivity(number=number)
    return activity


def next_number(session: Session, year: int) -> RegistryNumber:
    """The next number of the year's register. Others wait for the commit, so none is ever skipped."""
    first = insert(numbers).values(year=year, last=1)
    counted = first.on_conflict_do_update(index_elements=[numbers.c.year], set_={"last": numbers.c.last + 1})
    return RegistryNumber(year, session.execute(counted.returning(numbers.c.last)).scalar_one())


def row(session: Session, activity_id: ActivityId) -> sa.Row[Any]:
    """Raises: UnknownActivity."""
    whole = cards().add_columns(activities.c.details)
    found = session.execute(whole.where(activities.c.activity_id == activity_id)).one_or_none()
    if found is None:
        raise UnknownActivity(activity_id=activity_id)
    return found


def cards() -> sa.Select[Any]:
    """What lists show of activities, and how many seats are taken."""
    return sa.select(*LISTED, seats.c.taken).outerjoin(seats)


def in_review(
    session: Session, *, after: tuple[date, ActivityId] | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """A page of what waits for a review, in order of its term, and one row more."""
    place = activities.c.review_by, activities.c.activity_id
    page = cards().where(is_in_review)
    if after is not None:
        page = page.where(sa.tuple_(*place) > after)
    return session.execute(page.order_by(*place).limit(limit + 1)).all()


def listed(
    session: Session,
    *,
    provider_id: OrganisationId | None,
    state: ActivityState | None,
    before: ActivityId | None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """A page of activities, the newest first, and one row more. None: of all providers, in any state."""
    page = cards()
    if provider_id is not None:
        page = page.where(activities.c.provider_id == provider_id)
    if state is not None:
        page = page.where(activities.c.state == state)
    if before is not None:
        page = page.where(activities.c.activity_id < before)
    return session.execute(page.order_by(activities.c.activity_id.desc()).limit(limit + 1)).all()


def _with(activity_id: ActivityId) -> sa.Select[Activity]:
    return sa.select(Activity).where(activities.c.activity_id == activity_id)


def _only(session: Session, query: sa.Select[Activity], activity_id: ActivityId) -> Activity:
    activity = session.scalar(query)
    if activity is None:
        raise UnknownActivity(activity_id=activity_id)
    return activity
