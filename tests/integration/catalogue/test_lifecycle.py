"""The stages of an activity after its approval, and the gates before them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contracts.catalogue.activities import (
    Activity,
    ActivityMoveRefused,
    ActivityState,
    GateNotPassed,
    NotYourActivity,
    ReturnActivity,
    UnknownActivity,
)
from contracts.catalogue.cards import CardDetails, PilotPlan
from contracts.catalogue.enrolments import EnrolmentClosed, NoSeats, ReportAttendance
from contracts.catalogue.lifecycle import (
    GateMove,
    GateVerdict,
    ListActivityMoves,
    ListActivityQueue,
    ReadGate,
)
from contracts.catalogue.search import FindActivities
from kernel import clock
from kernel.database import Database
from services.catalogue.store.remembered import Remembered
from services.catalogue.usecases import attendance, lifecycle, providers, search
from tests.builders.catalogue import (
    NOW,
    UNIVERSITY,
    a_moderator,
    a_provider,
    a_row,
    a_specialist,
)
from tests.integration.catalogue import onboarded
from tests.integration.catalogue.journeys import a_publication, a_submission, as_read, enrolled
from tests.integration.catalogue.outbox import announced

PLANNED = CardDetails(pilot=PilotPlan(seats=2, least_completions=1))


def found(database: Database) -> list[Activity]:
    return list(search.find_activities(database, Remembered(), FindActivities()).items)


def a_pilot(database: Database, **told: Any) -> Activity:
    approved = a_publication(database, details=PLANNED, **told)
    return lifecycle.start_pilot(database, a_provider(), as_read(approved))


def completed(database: Database, activity: Activity) -> None:
    enrolment = enrolled(database, activity)
    report = ReportAttendance(activity_id=activity.activity_id, rows=(a_row(enrolment.enrolment_id),))
    with clock.freeze(activity.ends_at):
        assert attendance.report_attendance(database, a_provider(), report).accepted == 1


def suspended(database: Database, activity: Activity) -> Activity:
    command = ReturnActivity(
        activity_id=activity.activity_id, version=activity.version, reason="Жалобы участников."
    )
    return lifecycle.suspend_activity(database, a_moderator(), command)


def test_what_plans_a_pilot_is_numbered_on_approval_but_not_found(database: Database) -> None:
    approved = a_publication(database, details=PLANNED)

    assert (approved.state, approved.number is None) == (ActivityState.APPROVED, False)
    assert found(database) == []
    with pytest.raises(EnrolmentClosed):
        enrolled(database, approved)


def test_a_pilot_is_for_a_few_who_do_not_find_it_by_searching(database: Database) -> None:
    pilot = a_pilot(database)
    enrolled(database, pilot)
    enrolled(database, pilot)

    assert found(database) == []
    with pytest.raises(NoSeats):
        enrolled(database, pilot)


def test_a_pilot_that_nobody_has_completed_is_not_published(database: Database) -> None:
    pilot = a_pilot(database)

    with pytest.raises(GateNotPassed) as refused:
        lifecycle.publish_activity(database, a_provider(), as_read(pilot))

    assert refused.value.details == {"pilot.completions": "0"}


def test_a_successful_pilot_is_published_with_all_its_seats(database: Database) -> None:
    pilot = a_pilot(database, capacity=10, ends_at=NOW + timedelta(days=30))
    enrolment = enrolled(database, pilot)
    report = ReportAttendance(activity_id=pilot.activity_id, rows=(a_row(enrolment.enrolment_id),))
    with clock.freeze(NOW + timedelta(days=3)):
        attendance.report_attendance(database, a_provider(), report)

    published = lifecycle.publish_activity(database, a_provider(), as_read(pilot))

    [shown] = found(database)
    assert (shown.activity_id, shown.seats_left) == (published.activity_id, 9)
    assert len(announced(database, "catalogue.activity.published")) == 1


def test_what_is_approved_without_a_plan_is_published_at_once(database: Database) -> None:
    activity = a_publication(database)

    assert activity.state is ActivityState.PUBLISHED
    [event] = announced(database, "catalogue.activity.published")
    assert event["activity_id"] == str(activity.activity_id)


def test_a_suspended_activity_is_not_found_and_earns_nothing(database: Database) -> None:
    activity = a_publication(database)
    enrolment = enrolled(database, activity)

    suspended(database, activity)

    assert found(database) == []
    report = ReportAttendance(activity_id=activity.activity_id, rows=(a_row(enrolment.enrolment_id),))
    with pytest.raises(ActivityMoveRefused):
        attendance.report_attendance(database, a_provider(), report)


def test_a_resumed_activity_is_found_again_with_the_seats_that_are_left(database: Database) -> None:
    activity = a_publication(database, capacity=3)
    enrolled(database, activity)

    lifecycle.resume_activity(database, a_moderator(), as_read(suspended(database, activity)))

    assert [shown.seats_left for shown in found(database)] == [2]


def test_only_moderators_of_the_suite_see_another_providers_gates(database: Database) -> None:
    activity = a_publication(database)
    query = ReadGate(activity_id=activity.activity_id, move=GateMove.RETIREMENT)

    assert lifecycle.read_gate(database, a_moderator(), query).is_passable
    for stranger in (a_provider(UNIVERSITY), a_specialist()):
        with pytest.raises(UnknownActivity):
            lifecycle.read_gate(database, stranger, query)


def test_a_gate_tells_each_item_before_anybody_moves(database: Database) -> None:
    pilot = a_pilot(database)
    query = ReadGate(activity_id=pilot.activity_id, move=GateMove.PUBLICATION)

    checklist = lifecycle.read_gate(database, a_provider(), query)

    assert not checklist.is_passable
    assert {item.item: item.verdict for item in checklist.items} == {
        "provider.active": GateVerdict.MET,
        "speakers.confirmed": GateVerdict.MET,
        "speakers.disclosed": GateVerdict.MET,
        "pilot.completions": GateVerdict.UNMET,
        "pilot.pass_share": GateVerdict.MET,
        "remarks.open": GateVerdict.MET,
        "activity.not_over": GateVerdict.MET,
    }


def test_each_move_is_kept_with_its_checklist(database: Database) -> None:
    pilot = a_pilot(database)

    query = ListActivityMoves(activity_id=pilot.activity_id)
    moves = lifecycle.list_activity_moves(database, a_provider(), query).items

    assert [(move.move, move.version) for move in moves] == [
        (GateMove.SUBMISSION, 2),
        (GateMove.APPROVAL, 3),
        (GateMove.PILOT, 4),
    ]
    assert all(item.verdict is not GateVerdict.UNMET for move in moves for item in move.items)


def test_an_activity_is_retired_once_nobody_is_enrolled(database: Database) -> None:
    activity = a_publication(database)
    enrolled(database, activity)

    with pytest.raises(GateNotPassed, match="enrolments.open"):
        lifecycle.retire_activity(database, a_provider(), as_read(activity))

    other = a_publication(database)
    retired = lifecycle.retire_activity(database, a_provider(), as_read(other))
    assert retired.state is ActivityState.RETIRED
    assert len(announced(database, "catalogue.activity.retired")) == 1


def test_another_provider_does_not_retire_it(database: Database) -> None:
    with pytest.raises(NotYourActivity):
        lifecycle.retire_activity(database, a_provider(UNIVERSITY), as_read(a_publication(database)))


def test_cards_are_reviewed_in_order_of_their_term(database: Database) -> None:
    with clock.freeze(NOW + timedelta(days=1)):
        later = a_submission(database)
    first = a_submission(database)

    page = lifecycle.list_activity_queue(database, ListActivityQueue(limit=1))
    rest = ListActivityQueue(limit=1, cursor=page.next_cursor)
    after = lifecycle.list_activity_queue(database, rest)

    assert [*page.items, *after.items] == [first, later]
    assert after.next_cursor is None


def test_a_trusted_provider_is_reviewed_before_others(database: Database) -> None:
    waiting = a_submission(database, by=a_provider(UNIVERSITY))
    for _ in range(10):
        a_publication(database)
    measure = onboarded.a_measure(onboarded.known(database))
    providers.trust_provider(database, a_moderator(), measure)

    trusted = a_submission(database)

    queue = lifecycle.list_activity_queue(database, ListActivityQueue()).items
    assert list(queue) == [trusted, waiting]
