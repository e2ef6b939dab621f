"""Seats: counted in one row an activity, so that the last one is taken once."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.catalogue.activities import ActivityUnsound
from kernel.values import ActivityId
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.enrolment import HOLDING
from services.catalogue.tables import enrolments, seats


def provide(session: Session, activity: Activity) -> None:
    """Count the seats of the stage that a locked activity has reached, if there is a limit.

    Raises: ActivityUnsound -- more are taken than there would be.
    """
    session.execute(sa.delete(seats).where(seats.c.activity_id == activity.activity_id))
    if activity.seats is None:
        return
    holding = enrolments.c.activity_id == activity.activity_id, enrolments.c.state.in_(HOLDING)
    taken = session.scalar(sa.select(sa.func.count()).select_from(enrolments).where(*holding)) or 0
    if taken > activity.seats:
        raise ActivityUnsound(capacity="capacity.below_taken")
    session.execute(
        seats.insert().values(activity_id=activity.activity_id, capacity=activity.seats, taken=taken)
    )


def take(session: Session, activity: Activity) -> bool:
    """Whether there was a seat left. It is ours once the transaction commits; others wait for that."""
    if activity.seats is None:
        return True
    taken = _count(activity.activity_id, +1).where(seats.c.taken < seats.c.capacity)
    return session.scalar(taken.returning(seats.c.taken)) is not None


def taken(session: Session, activity_ids: Sequence[ActivityId]) -> dict[ActivityId, int]:
    """How many seats are taken in each of these activities that counts them."""
    query = sa.select(seats.c.activity_id, seats.c.taken).where(seats.c.activity_id.in_(activity_ids))
    return {ActivityId(row.activity_id): row.taken for row in session.execute(query)}


def give_back(session: Session, activity_id: ActivityId, number: int) -> None:
    session.execute(_count(activity_id, -number))


def _count(activity_id: ActivityId, difference: int) -> sa.Update:
    return sa.update(seats).where(seats.c.activity_id == activity_id).values(taken=seats.c.taken + difference)
