"""Taking a seat, and giving it back."""

from __future__ import annotations

from uuid import UUID

from contracts.catalogue import enrolments as contract
from kernel import accesses, clock, cursors, outbox
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue import store, views
from services.catalogue.domain.enrolment import Enrolment


def enrol(database: Database, caller: Caller, command: contract.Enrol) -> contract.Enrolment:
    """Take a seat, or take it again after a cancellation.

    Raises: UnknownActivity, EnrolmentClosed, SpecialityNotCovered, AlreadyEnrolled, NoSeats.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = store.activities.held(session, command.activity_id)
        wish = Enrolment.open(activity, caller.person, command.speciality, at)
        enrolment = store.enrolments.open_or_reopen(session, wish)
        if enrolment is None:
            raise contract.AlreadyEnrolled(activity_id=command.activity_id)
        if not store.seats.take(session, activity):
            raise contract.NoSeats(activity_id=command.activity_id)
        outbox.add(session, views.enrolments.opened(enrolment, activity, at))
    return views.enrolments.enrolment(enrolment)


def cancel_enrolment(
    database: Database, caller: Caller, command: contract.CancelEnrolment
) -> contract.Enrolment:
    """Give the seat back.

    Raises: UnknownEnrolment, EnrolmentClosed -- it is decided or cancelled, or the activity is over.
    """
    at = clock.now()
    with database.transaction() as session:
        enrolment = store.enrolments.own(session, command.enrolment_id, caller.person)
        enrolment.cancel(store.activities.of(session, enrolment.activity_id), at)
        store.seats.give_back(session, enrolment.activity_id, 1)
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


def list_participants(
    database: Database, caller: Caller, query: contract.ListParticipants
) -> contract.EnrolmentPage:
    """Who is enrolled in one of the caller's activities, the first enrolled first.

    Raises: UnknownActivity, NotYourActivity, Invalid -- the cursor is not of this list.
    """
    [after] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        store.activities.of(session, query.activity_id).require_owner(caller)
        records = store.enrolments.of_activity(session, query.activity_id, after=after, limit=query.limit)
    page = views.enrolments.page(records, query.limit)
    seen = [(enrolment.person_id, enrolment.activity_id) for enrolment in page.items]
    accesses.note_all(database, caller, "catalogue.participant.viewed", seen)
    return page
