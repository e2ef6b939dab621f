"""What taking a seat and giving one back have in common: one order of locks, one line of those who wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from contracts.catalogue.enrolments import NoSeats
from kernel import clock, outbox
from kernel.database import Session
from kernel.values import EnrolmentId, PersonId
from services.catalogue import store, views
from services.catalogue.domain import eligibility
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.enrolment import Enrolment

OFFER_HOURS = "enrolment.offer_hours"


def own(session: Session, enrolment_id: EnrolmentId, person_id: PersonId) -> tuple[Activity, Enrolment]:
    """A person's enrolment and its activity, locked: first the activity, as a move of it locks them.

    Raises: UnknownEnrolment.
    """
    activity = store.activities.held(session, store.enrolments.activity_of(session, enrolment_id))
    return activity, store.enrolments.own(session, enrolment_id, person_id)


def judge(session: Session, activity: Activity, wish: Enrolment, at: datetime) -> None:
    """Let every rule judge the wish, and keep what each has said. Raises: PrerequisitesMissing."""
    requires = activity.card.told.requires
    completed = store.enrolments.completed_of(session, wish.person_id, requires) if requires else set()
    wish.verdict = eligibility.entry(activity, wish.speciality, at, completed=completed)
    wish.judged_on = clock.legal_day(at)


def seat(session: Session, activity: Activity, enrolment: Enrolment) -> None:
    """Take the seat that the enrolment is about, bought by an employer or not. Raises: NoSeats."""
    if enrolment.contract_id is not None:
        store.seat_contracts.locked(session, enrolment.contract_id).draw(clock.today())
    elif not store.seats.take(session, activity, enrolment.funding):
        raise NoSeats(activity_id=activity.activity_id, funding=enrolment.funding)


def enter(session: Session, activity: Activity, enrolment: Enrolment, at: datetime) -> None:
    """Announce a seat that has just been taken; the rest of the saga follows."""
    session.flush()
    store.participation.begin_anew(session, enrolment.enrolment_id)
    outbox.add(session, views.enrolments.opened(enrolment, activity, at))


def release(session: Session, activity: Activity, enrolment: Enrolment, at: datetime) -> None:
    """Give a seat back: to the employer who has bought it, or to whoever waits longest for such a one."""
    if enrolment.contract_id is not None:
        session.flush()
        if store.seat_contracts.locked(session, enrolment.contract_id).take_back():
            return
    store.seats.give_back(session, activity.activity_id, enrolment.funding)
    offer(session, activity, at)


def offer(session: Session, activity: Activity, at: datetime) -> None:
    """Offer what seats are left to those who wait, the first first."""
    until = min(at + _time_to_accept(session, at), activity.card.ends_at)
    if at >= until or not activity.takes_people:
        return
    for funding, number in store.seats.left(session, activity).items():
        for enrolment in store.participation.first_in_line(
            session, activity.activity_id, funding, max(number, 0)
        ):
            seat(session, activity, enrolment)
            enrolment.offer(until)
            outbox.add(session, views.participation.offered(enrolment, at))


def _time_to_accept(session: Session, at: datetime) -> timedelta:
    return timedelta(hours=store.dictionaries.in_force(session, clock.legal_day(at)).whole(OFFER_HOURS))
