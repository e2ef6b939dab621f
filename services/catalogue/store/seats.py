"""Seats: counted in one row an activity, so that the last one is taken once."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel.values import ActivityId
from services.catalogue.domain.activity import Activity
from services.catalogue.tables import seats


def provide(session: Session, activity: Activity) -> None:
    """Begin to count the seats, if there is a limit."""
    if activity.card.capacity is not None:
        counter = seats.insert().values(
            activity_id=activity.activity_id, capacity=activity.card.capacity, taken=0
        )
        session.execute(counter)


def take(session: Session, activity: Activity) -> bool:
    """Whether there was a seat left. It is ours once the transaction commits; others wait for that."""
    if activity.card.capacity is None:
        return True
    taken = _count(activity.activity_id, +1).where(seats.c.taken < seats.c.capacity)
    return session.scalar(taken.returning(seats.c.taken)) is not None


def give_back(session: Session, activity_id: ActivityId, number: int) -> None:
    session.execute(_count(activity_id, -number))


def _count(activity_id: ActivityId, difference: int) -> sa.Update:
    return sa.update(seats).where(seats.c.activity_id == activity_id).values(taken=seats.c.taken + difference)
