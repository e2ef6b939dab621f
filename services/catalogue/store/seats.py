"""Seats: counted in one row an activity, so that the last one is taken once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.catalogue.activities import ActivityUnsound
from contracts.catalogue.cards import SeatFunding
from kernel.values import ActivityId
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.enrolment import HOLDING
from services.catalogue.store import seat_contracts
from services.catalogue.tables import enrolments, seats

# Where nobody counts: so many are offered at once.
ANY_NUMBER = 100
# The seats of one way to pay, and how many of them are taken.
LIMITS: Mapping[SeatFunding, tuple[sa.ColumnElement[int], sa.ColumnElement[int]]] = {
    SeatFunding.PAID: (
        seats.c.capacity - seats.c.budget - seats.c.subsidised,
        seats.c.taken - seats.c.budget_taken - seats.c.subsidised_taken,
    ),
    SeatFunding.BUDGET: (seats.c.budget, seats.c.budget_taken),
    SeatFunding.SUBSIDISED: (seats.c.subsidised, seats.c.subsidised_taken),
}


def provide(session: Session, activity: Activity) -> None:
    """Count the seats of the stage that a locked activity has reached, if there is a limit.

    Raises: ActivityUnsound -- more are taken than there would be.
    """
    session.execute(sa.delete(seats).where(seats.c.activity_id == activity.activity_id))
    if activity.seats is None:
        return
    taken = _held(session, activity.activity_id) + seat_contracts.kept(session, activity.activity_id)
    quota = activity.quota
    budget, subsidised = taken[SeatFunding.BUDGET], taken[SeatFunding.SUBSIDISED]
    if taken.total() > activity.seats:
        raise ActivityUnsound(capacity="capacity.below_taken")
    paid = activity.seats - quota.budget - quota.subsidised
    if budget > quota.budget or subsidised > quota.subsidised or taken[SeatFunding.PAID] > paid:
        raise ActivityUnsound({"details.quota": "quota.below_taken"})
    session.execute(
        seats.insert().values(
            activity_id=activity.activity_id,
            capacity=activity.seats,
            taken=taken.total(),
            budget=quota.budget,
            budget_taken=budget,
            subsidised=quota.subsidised,
            subsidised_taken=subsidised,
        )
    )


def take(session: Session, activity: Activity, funding: SeatFunding) -> bool:
    """Whether there was such a seat left. It is ours once the transaction commits; others wait for that.

    Where nobody counts seats there is no quota either, and every seat is paid.
    """
    return keep(session, activity, funding, 1)


def keep(session: Session, activity: Activity, funding: SeatFunding, number: int) -> bool:
    """The same of several seats: all of them, or none."""
    if activity.seats is None:
        return funding is SeatFunding.PAID
    limit, held = LIMITS[funding]
    taken = _count(activity.activity_id, funding, number).where(held + number <= limit)
    return session.scalar(taken.returning(seats.c.taken)) is not None


def left(session: Session, activity: Activity) -> dict[SeatFunding, int]:
    """What is left of each kind of seat, locked until the transaction ends."""
    if activity.seats is None:
        return {SeatFunding.PAID: ANY_NUMBER}
    columns = [limit - held for limit, held in LIMITS.values()]
    query = sa.select(*columns).where(seats.c.activity_id == activity.activity_id)
    return dict(zip(LIMITS, session.execute(query.with_for_update()).one(), strict=True))


def taken(session: Session, activity_ids: Sequence[ActivityId]) -> dict[ActivityId, int]:
    """How many seats are taken in each of these activities that counts them."""
    query = sa.select(seats.c.activity_id, seats.c.taken).where(seats.c.activity_id.in_(activity_ids))
    return {ActivityId(row.activity_id): row.taken for row in session.execute(query)}


def give_back(session: Session, activity_id: ActivityId, funding: SeatFunding, number: int = 1) -> None:
    session.execute(_count(activity_id, funding, -number))


def _held(session: Session, activity_id: ActivityId) -> Counter[SeatFunding]:
    holding = enrolments.c.activity_id == activity_id, enrolments.c.state.in_(HOLDING)
    query = sa.select(enrolments.c.funding, sa.func.count()).where(*holding)
    return Counter({row[0]: row[1] for row in session.execute(query.group_by(enrolments.c.funding))})


def _count(activity_id: ActivityId, funding: SeatFunding, difference: int) -> sa.Update:
    changed: dict[str, Any] = {"taken": seats.c.taken + difference}
    if funding is not SeatFunding.PAID:
        changed[f"{funding}_taken"] = seats.c[f"{funding}_taken"] + difference
    return sa.update(seats).where(seats.c.activity_id == activity_id).values(changed)
