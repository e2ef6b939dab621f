"""Entering what a specialist is enrolled in into the plan of the cycle that it will serve."""

from __future__ import annotations

from uuid import UUID

from contracts.catalogue.enrolments import EnrolmentCancelled, EnrolmentOpened
from contracts.credits import planned as contract
from kernel import clock, cursors, inbox, outbox
from kernel.database import Database, Session
from kernel.messages import Caller, Event
from services.credits.store import cycles, ledger, planned
from services.credits.views import planned as shown

Obstacle = contract.PlanObstacle


def plan_enrolment(database: Database, event: EnrolmentOpened) -> None:
    """Enter it, or say why it can serve nothing. Repeats are ignored."""
    if event.speciality is None:
        return  # it was announced before enrolments told for what they are
    with database.transaction() as session:
        if inbox.first_time(session, event, "plan_enrolment"):
            cycles.lock_person(session, event.person_id)
            outbox.add(session, _planned(session, event, event.speciality))


def strike_enrolment(database: Database, event: EnrolmentCancelled) -> None:
    """Strike what has been given up. Repeats are ignored."""
    with database.transaction() as session:
        if inbox.first_time(session, event, "strike_enrolment"):
            planned.strike(session, event.enrolment_id)


def my_planned(database: Database, caller: Caller, query: contract.ListPlanned) -> contract.PlannedPage:
    """What the caller is enrolled in, in order of the beginning.

    Raises: Invalid -- the cursor is not of this list.
    """
    after = cursors.read(query.cursor, cursors.instant, UUID) if query.cursor else None
    with database.reading() as session:
        records = planned.of_person(session, caller.person, after=after, limit=query.limit)
    return shown.page(records, query.limit)


def _planned(session: Session, event: EnrolmentOpened, speciality: str) -> Event:
    at = clock.now()
    cycle = cycles.cycle_on(session, event.person_id, speciality, clock.legal_day(event.starts_at))
    if cycle is None:
        return shown.refused(event, Obstacle.NO_CYCLE, at)
    if ledger.is_credited(session, cycle.cycle_id, event.activity_id):
        return shown.refused(event, Obstacle.ALREADY_CREDITED, at)
    planned.enter(session, shown.item(event, cycle))
    return shown.entered(event, cycle, at)
