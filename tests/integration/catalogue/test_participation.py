"""What an enrolment goes through, who moved it and when, and what its report tells."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from contracts.catalogue.activities import Activity, NotYourActivity
from contracts.catalogue.cards import CardDetails, SeatFunding, SeatQuota
from contracts.catalogue.enrolments import (
    Enrol,
    Enrolment,
    EnrolmentClosed,
    EnrolmentState,
    NoSeats,
    PrerequisitesMissing,
    ReportAttendance,
    UnknownEnrolment,
)
from contracts.catalogue.participants import ListParticipants
from contracts.catalogue.participation import (
    AcceptParticipant,
    EnrolmentReport,
    EnrolmentStatus,
    MoveSource,
    ReadEnrolment,
    RefuseParticipant,
)
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue.tables import enrolment_moves
from services.catalogue.usecases import attendance, enrolments, participation, rounds
from tests.builders.catalogue import NOW, THERAPY, TODAY, UNIVERSITY, a_provider, a_row, a_specialist
from tests.integration.catalogue import onboarded
from tests.integration.catalogue.journeys import a_publication, at_once, enrolled
from tests.integration.catalogue.outbox import announced

State, Source, Status = EnrolmentState, MoveSource, EnrolmentStatus
ASKING = {"details": CardDetails(by_application=True)}


def report(database: Database, person: Caller, enrolment: Enrolment) -> EnrolmentReport:
    query = ReadEnrolment(enrolment_id=enrolment.enrolment_id)
    return participation.read_enrolment(database, person, query)


def picked(activity: Activity, enrolment: Enrolment) -> AcceptParticipant:
    return AcceptParticipant(activity_id=activity.activity_id, enrolment_id=enrolment.enrolment_id)


def completed(database: Database, activity: Activity, enrolment: Enrolment) -> None:
    row = a_row(enrolment.enrolment_id)
    with clock.freeze(activity.ends_at):
        attendance.report_attendance(
            database, a_provider(), ReportAttendance(activity_id=activity.activity_id, rows=(row,))
        )


def test_every_move_is_told_with_who_made_it(database: Database) -> None:
    activity, person = a_publication(database, **ASKING), a_specialist()
    enrolment = enrolled(database, activity, person=person)
    participation.accept_participant(database, a_provider(), picked(activity, enrolment))
    with clock.freeze(activity.starts_at):
        rounds.begin_studies(database)
    completed(database, activity, enrolment)

    told = report(database, person, enrolment)

    assert [(move.state, move.status, move.source) for move in told.moves] == [
        (State.SENT, Status.SENT, Source.SPECIALIST),
        (State.ENROLLED, Status.ACCEPTED, Source.PROVIDER),
        (State.STUDYING, Status.STUDYING, Source.SUITE),
        (State.COMPLETED, Status.PASSED, Source.PROVIDER),
    ]
    assert told.status is Status.PASSED
    assert [move.at for move in told.moves] == sorted(move.at for move in told.moves)


def test_the_database_itself_keeps_the_moves(database: Database) -> None:
    enrolled(database, a_publication(database))

    with pytest.raises(DatabaseError, match="never changed"), database.transaction() as session:
        session.execute(sa.update(enrolment_moves).values(at=NOW))


def test_the_verdict_is_kept_with_every_rule(database: Database) -> None:
    person = a_specialist()
    enrolment = enrolled(database, a_publication(database), person=person)

    told = report(database, person, enrolment)

    assert [(each.rule, each.passed) for each in told.verdict] == [
        ("eligibility.provider", True),
        ("eligibility.state", True),
        ("eligibility.version", True),
        ("enrolment.before_end", True),
        ("eligibility.speciality", True),
        ("enrolment.prerequisites", True),
    ]
    assert told.judged_on == TODAY


def test_the_report_of_another_is_not_there(database: Database) -> None:
    enrolment = enrolled(database, a_publication(database))

    with pytest.raises(UnknownEnrolment):
        report(database, a_specialist(), enrolment)


def test_what_an_activity_builds_upon_comes_first(database: Database) -> None:
    first, person = a_publication(database), a_specialist()
    second = a_publication(database, details=CardDetails(requires=(first.activity_id,)))

    with pytest.raises(PrerequisitesMissing, match=str(first.activity_id)):
        enrolled(database, second, person=person)
    completed(database, first, enrolled(database, first, person=person))

    assert enrolled(database, second, person=person).state is State.ENROLLED


def test_who_asks_takes_no_seat_until_the_provider_accepts(database: Database) -> None:
    activity = a_publication(database, capacity=1, **ASKING)
    asking = [enrolled(database, activity) for _ in range(2)]
    assert announced(database, "catalogue.enrolment.opened") == []

    participation.accept_participant(database, a_provider(), picked(activity, asking[0]))

    with pytest.raises(NoSeats):
        participation.accept_participant(database, a_provider(), picked(activity, asking[1]))
    assert len(announced(database, "catalogue.enrolment.opened")) == 1


def test_one_application_is_accepted_once(database: Database) -> None:
    activity = a_publication(database, capacity=5, **ASKING)
    asking = enrolled(database, activity)

    answers = at_once(
        [
            lambda: participation.accept_participant(database, a_provider(), picked(activity, asking))
            for _ in range(5)
        ]
    )

    assert answers.count("EnrolmentClosed") == 4
    assert len(announced(database, "catalogue.enrolment.opened")) == 1


def test_a_refusal_tells_its_reason_to_whom_it_concerns(database: Database) -> None:
    activity, person = a_publication(database, **ASKING), a_specialist()
    enrolment = enrolled(database, activity, person=person)
    refusal = RefuseParticipant(
        activity_id=activity.activity_id, enrolment_id=enrolment.enrolment_id, reason="Группа набрана."
    )

    participation.refuse_participant(database, a_provider(), refusal)

    told = report(database, person, enrolment)
    assert (told.status, told.moves[-1].source) == (Status.WITHDRAWN, Source.PROVIDER)
    assert told.steps[0].reason == "Группа набрана."
    assert len(announced(database, "catalogue.enrolment.refused")) == 1


def test_another_provider_neither_accepts_nor_refuses(database: Database) -> None:
    activity = a_publication(database, **ASKING)
    enrolment = enrolled(database, activity)

    with pytest.raises(NotYourActivity):
        participation.accept_participant(database, a_provider(UNIVERSITY), picked(activity, enrolment))


def test_an_enrolment_elsewhere_is_not_accepted_here(database: Database) -> None:
    elsewhere = enrolled(database, a_publication(database, **ASKING))

    with pytest.raises(UnknownEnrolment):
        participation.accept_participant(
            database, a_provider(), picked(a_publication(database, **ASKING), elsewhere)
        )


def test_what_is_a_seat_already_is_not_accepted_again(database: Database) -> None:
    activity = a_publication(database)

    with pytest.raises(EnrolmentClosed):
        participation.accept_participant(
            database, a_provider(), picked(activity, enrolled(database, activity))
        )


def test_the_provider_lists_who_asks(database: Database) -> None:
    activity = a_publication(database, **ASKING)
    asking, accepted = (enrolled(database, activity) for _ in range(2))
    participation.accept_participant(database, a_provider(), picked(activity, accepted))

    query = ListParticipants(activity_id=activity.activity_id, state=State.SENT)

    assert enrolments.list_participants(database, a_provider(), query).items == (asking,)


def test_budget_seats_are_no_more_than_the_budget_pays(database: Database) -> None:
    details = CardDetails(quota=SeatQuota(budget=2))
    activity = a_publication(database, capacity=10, price=Decimal(900), details=details)
    wish = Enrol(activity_id=activity.activity_id, speciality=THERAPY, funding=SeatFunding.BUDGET)

    answers = at_once([lambda: enrolments.enrol(database, a_specialist(), wish) for _ in range(12)])

    assert answers.count("NoSeats") == 10


def test_nobody_pays_for_a_seat_of_the_budget_and_everybody_once(database: Database) -> None:
    """Whoever asks twenty times at once owes one price, and has one seat."""
    activity, person = a_publication(database, capacity=30, price=Decimal(900)), a_specialist()

    answers = at_once([lambda: enrolled(database, activity, person=person) for _ in range(20)])

    assert [each.price for each in answers if isinstance(each, Enrolment)] == [Decimal("900.00")]


def test_studying_begins_for_everybody_when_the_activity_does(database: Database) -> None:
    activity = a_publication(database)
    for _ in range(3):
        enrolled(database, activity)

    with clock.freeze(activity.starts_at - timedelta(seconds=1)):
        rounds.begin_studies(database)
    assert announced(database, "catalogue.enrolment.studying") == []
    with clock.freeze(activity.starts_at):
        rounds.begin_studies(database)

    assert len(announced(database, "catalogue.enrolment.studying")) == 3


def test_a_provider_admits_nobody_while_it_is_suspended_nor_after_the_end(database: Database) -> None:
    activity = a_publication(database, **ASKING)
    asking = enrolled(database, activity)
    with clock.freeze(activity.ends_at), pytest.raises(EnrolmentClosed):
        participation.accept_participant(database, a_provider(), picked(activity, asking))
    onboarded.suspended(database)

    with pytest.raises(EnrolmentClosed) as refused:
        participation.accept_participant(database, a_provider(), picked(activity, asking))

    assert refused.value.details == {"rule": "provider.suspended"}
