"""Taking a seat, and giving it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from contracts.catalogue import enrolments as contract
from contracts.catalogue.participants import ListParticipants
from kernel import accesses, clock, cursors, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from services.catalogue import store, views
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.enrolment import MOVES, Enrolment
from services.catalogue.usecases import seating


def enrol(database: Database, caller: Caller, command: contract.Enrol) -> contract.Enrolment:
    """Take a seat, ask the provider for one, or stand in line for one; the same again after a cancellation.

    Raises: UnknownActivity, EnrolmentClosed, SpecialityNotCovered, PrerequisitesMissing, AlreadyEnrolled,
        NoSeats, UnknownSeatContract.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = store.activities.held(session, command.activity_id)
        wish = _wish(session, activity, caller, command, at)
        _require_none(session, wish)
        seating.judge(session, activity, wish, at)
        _settle(session, activity, wish, at, command)
        enrolment = store.enrolments.open_or_reopen(session, wish)
        if enrolment is None:
            raise contract.AlreadyEnrolled(activity_id=command.activity_id)
        if enrolment.state is contract.EnrolmentState.ENROLLED:
            seating.enter(session, activity, enrolment, at)
    return views.enrolments.enrolment(enrolment)


def cancel_enrolment(
    database: Database, caller: Caller, command: contract.CancelEnrolment
) -> contract.Enrolment:
    """Give the seat back, or the place in line; whoever waits longest is offered the seat.

    Raises: UnknownEnrolment. EnrolmentClosed -- it is decided or cancelled, the activity is over, or its
        terms bind by now.
    """
    at = clock.now()
    with database.transaction() as session:
        activity, enrolment = seating.own(session, command.enrolment_id, caller.person)
        held = enrolment.is_holding
        enrolment.cancel(activity, at)
        if held:
            seating.release(session, activity, enrolment, at)
        outbox.add(session, views.enrolments.cancelled(enrolment, at))
    return views.enrolments.enrolment(enrolment)


def my_enrolments(
    database: Database, caller: Caller, query: contract.ListEnrolments
) -> contract.EnrolmentPage:
    """The caller's own enrolments, the newest first.

    Raises: Invalid -- the cursor is not of this list.
    """
    [before] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        records = store.enrolments.of_person(session, caller.person, before=before, limit=query.limit)
    return views.enrolments.page(records, query.limit)


def list_participants(database: Database, caller: Caller, query: ListParticipants) -> contract.EnrolmentPage:
    """Who is enrolled in one of the caller's activities, the first enrolled first.

    Raises: UnknownActivity, NotYourActivity, Invalid -- the cursor is not of this list.
    """
    [after] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        store.activities.of(session, query.activity_id).require_owner(caller)
        records = store.enrolments.of_activity(session, query, after=after)
    page = views.enrolments.page(records, query.limit)
    seen = [(enrolment.person_id, enrolment.activity_id) for enrolment in page.items]
    accesses.note_all(database, caller, "catalogue.participant.viewed", seen)
    return page


def _wish(
    session: Session, activity: Activity, caller: Caller, command: contract.Enrol, at: datetime
) -> Enrolment:
    """A seat to be paid for by the specialist, or one that an employer has bought."""
    if command.contract_id is None:
        return Enrolment.open(activity, caller.person, command.speciality, at, funding=command.funding)
    bought = store.seat_contracts.meant_for(session, command.contract_id, command.activity_id, caller.person)
    wish = Enrolment.open(activity, caller.person, command.speciality, at, funding=bought.funding)
    wish.draw_from(command.contract_id)
    return wish


def _require_none(session: Session, wish: Enrolment) -> None:
    """Raises: AlreadyEnrolled -- the person has an enrolment here that stands."""
    standing = store.enrolments.standing(session, wish.activity_id, wish.person_id)
    if standing is not None and wish.state not in MOVES[standing.state]:
        raise contract.AlreadyEnrolled(activity_id=wish.activity_id)


def _settle(
    session: Session, activity: Activity, wish: Enrolment, at: datetime, command: contract.Enrol
) -> None:
    """Take the seat, or let the wish wait for one if it may. Raises: NoSeats."""
    if wish.state is not contract.EnrolmentState.ENROLLED:
        return
    try:
        seating.seat(session, activity, wish)
    except contract.NoSeats:
        if not command.wait or wish.contract_id is not None:
            raise
        wish.wait(at)
