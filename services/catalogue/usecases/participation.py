"""What an enrolment goes through between the wish and the seat, and its report."""

from __future__ import annotations

from contracts.catalogue import enrolments as enrolment_contract
from contracts.catalogue import participation as contract
from contracts.catalogue.enrolments import EnrolmentState
from kernel import accesses, clock, journal, outbox
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue import store, views
from services.catalogue.usecases import enrolments, seating

Step, Outcome = contract.SagaStep, contract.StepOutcome


def read_enrolment(
    database: Database, caller: Caller, query: contract.ReadEnrolment
) -> contract.EnrolmentReport:
    """All that is known of one of the caller's enrolments.

    Raises: UnknownEnrolment -- there is none, or it is somebody else's.
    """
    with database.reading() as session:
        enrolment = store.enrolments.seen_by(session, query.enrolment_id, caller.person)
        waits = enrolment.state is EnrolmentState.WAITING
        return views.participation.report(
            enrolment,
            store.participation.moves(session, query.enrolment_id),
            store.participation.steps(session, query.enrolment_id),
            place=store.participation.place_of(session, enrolment) if waits else None,
        )


def accept_seat(
    database: Database, caller: Caller, command: contract.AcceptSeat
) -> enrolment_contract.Enrolment:
    """Take the seat that is offered, or follow what the employer proposes, as by enrolling.

    Raises: UnknownEnrolment. EnrolmentClosed -- none is offered, or no longer. NoSeats,
        SpecialityNotCovered, PrerequisitesMissing -- of what is proposed.
    """
    at = clock.now()
    with database.reading() as session:
        known = store.enrolments.seen_by(session, command.enrolment_id, caller.person)
    if known.state is EnrolmentState.DRAFT:
        with database.reading() as session:
            bought = store.seat_contracts.with_seats_for(
                session, caller.person, known.activity_id, clock.legal_day(at)
            )
        wish = enrolment_contract.Enrol(
            activity_id=known.activity_id,
            speciality=known.speciality,
            contract_id=bought[0].contract_id if bought else None,
        )
        return enrolments.enrol(database, caller, wish)
    with database.transaction() as session:
        activity, enrolment = seating.own(session, command.enrolment_id, caller.person)
        enrolment.accept(at)
        activity.require_taking_people(at)
        seating.enter(session, activity, enrolment, at)
    return views.enrolments.enrolment(enrolment)


def accept_participant(
    database: Database, caller: Caller, command: contract.AcceptParticipant
) -> enrolment_contract.Enrolment:
    """Give a seat to somebody who has asked the provider for one.

    Raises: UnknownActivity, NotYourActivity, UnknownEnrolment, EnrolmentClosed, NoSeats.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = store.activities.held(session, command.activity_id)
        activity.require_owner(caller)
        enrolment = store.enrolments.within(session, command.activity_id, command.enrolment_id)
        enrolment.admit()
        activity.require_taking_people(at)
        seating.seat(session, activity, enrolment)
        seating.enter(session, activity, enrolment, at)
    accesses.note(
        database, caller, "catalogue.participant.viewed", enrolment.person_id, case=command.activity_id
    )
    return views.enrolments.enrolment(enrolment)


def refuse_participant(
    database: Database, caller: Caller, command: contract.RefuseParticipant
) -> enrolment_contract.Enrolment:
    """Give none, for a reason that the report of the enrolment tells.

    Raises: UnknownActivity, NotYourActivity, UnknownEnrolment, EnrolmentClosed.
    """
    at = clock.now()
    with database.transaction() as session:
        store.activities.held(session, command.activity_id).require_owner(caller)
        enrolment = store.enrolments.within(session, command.activity_id, command.enrolment_id)
        enrolment.refuse()
        store.participation.note_step(
            session, enrolment.enrolment_id, Step.SEAT, Outcome.UNDONE, at, reason=command.reason
        )
        journal.record(session, "catalogue.participant.refused", str(command.enrolment_id))
        outbox.add(session, views.participation.refused(enrolment, at))
    return views.enrolments.enrolment(enrolment)
