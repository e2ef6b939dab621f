"""Taking a provider's word on who attended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from contracts.catalogue.activities import Activity, ActivityMoveRefused, NotYourActivity, UnknownActivity
from contracts.catalogue.enrolments import (
    AttendanceReport,
    AttendanceRow,
    AttendanceVerdict,
    CancelEnrolment,
    EnrolmentState,
    ListEnrolments,
    ReportAttendance,
)
from kernel import clock
from kernel.database import Database
from kernel.machinery import journal
from kernel.messages import Caller
from services.catalogue.usecases import attendance, enrolments, publishing
from tests.builders.catalogue import NOW, UNIVERSITY, a_provider, a_row, a_specialist
from tests.integration.catalogue.journeys import a_publication, a_submission, as_read, at_once, enrolled
from tests.integration.catalogue.outbox import announced

AFTERWARDS = NOW + timedelta(days=3)


@pytest.fixture
def activity(database: Database) -> Activity:
    return a_publication(database)


def report(
    database: Database, activity: Activity, *rows: AttendanceRow, by: Caller | None = None
) -> AttendanceReport:
    command = ReportAttendance(activity_id=activity.activity_id, rows=rows)
    with clock.freeze(AFTERWARDS):
        return attendance.report_attendance(database, by or a_provider(), command)


def completed(database: Database) -> list[str]:
    return [event["enrolment_id"] for event in announced(database, "catalogue.enrolment.completed")]


def test_an_accepted_row_completes_the_enrolment(database: Database, activity: Activity) -> None:
    person = a_specialist()
    enrolment = enrolled(database, activity, person=person)

    answer = report(database, activity, a_row(enrolment.enrolment_id, minutes=200))

    assert answer.accepted == 1
    [after] = enrolments.my_enrolments(database, person, ListEnrolments()).items
    assert (after.state, after.minutes, after.completed_on) == (
        EnrolmentState.COMPLETED,
        200,
        clock.legal_day(activity.starts_at),
    )


def test_a_completion_is_announced_with_all_that_credits_need(database: Database, activity: Activity) -> None:
    enrolment = enrolled(database, activity)

    report(database, activity, a_row(enrolment.enrolment_id, minutes=200, checks_passed=4))

    [event] = announced(database, "catalogue.enrolment.completed")
    assert event == {
        "enrolment_id": str(enrolment.enrolment_id),
        "person_id": str(enrolment.person_id),
        "activity_id": str(activity.activity_id),
        "activity_version": activity.version,
        "activity_number": activity.number,
        "provider_id": str(activity.provider_id),
        "title": activity.title,
        "kind": "event",
        "speciality": enrolment.speciality,
        "credits": "4.2",
        "completed_on": "2026-11-25",
        "minutes": 200,
        "checks_passed": 4,
        "source": "report",
        "evidence": "stated",
    }


def test_a_repeated_report_completes_nothing_twice(database: Database, activity: Activity) -> None:
    row = a_row(enrolled(database, activity).enrolment_id)
    report(database, activity, row)

    again = report(database, activity, row)

    assert [result.verdict for result in again.results] == [AttendanceVerdict.DUPLICATE]
    assert completed(database) == [str(row.enrolment_id)]


def test_reports_at_once_complete_each_enrolment_once(database: Database, activity: Activity) -> None:
    rows = [a_row(enrolled(database, activity).enrolment_id) for _ in range(5)]

    answers = at_once(
        [
            lambda order=order: report(database, activity, *order)
            for order in [rows, rows[::-1], rows[2:], rows[:3]] * 3
        ]
    )

    assert sum(answer.accepted for answer in answers if isinstance(answer, AttendanceReport)) == 5
    assert sorted(completed(database)) == sorted(str(row.enrolment_id) for row in rows)


def test_reports_at_once_on_the_same_people_do_not_block_each_other(database: Database) -> None:
    lectures = [a_publication(database) for _ in range(4)]
    people = [a_specialist() for _ in range(8)]
    rows = [
        [a_row(enrolled(database, lecture, person=person).enrolment_id) for person in people]
        for lecture in lectures
    ]

    answers = at_once(
        [
            lambda lecture=lecture, own=own: report(database, lecture, *own)
            for lecture, own in zip(lectures, [rows[0], rows[1][::-1], rows[2], rows[3][::-1]], strict=True)
        ]
    )

    assert [answer.accepted for answer in answers if isinstance(answer, AttendanceReport)] == [8, 8, 8, 8]


def test_each_row_is_judged_by_itself(database: Database, activity: Activity) -> None:
    present, late, early = (enrolled(database, activity).enrolment_id for _ in range(3))
    elsewhere = enrolled(database, a_publication(database)).enrolment_id
    person = a_specialist()
    gone = enrolled(database, activity, person=person).enrolment_id
    enrolments.cancel_enrolment(database, person, CancelEnrolment(enrolment_id=gone))

    answer = report(
        database,
        activity,
        a_row(present),
        a_row(late, minutes=100),
        a_row(early, attended_on=clock.legal_day(NOW)),
        a_row(gone),
        a_row(elsewhere),
        a_row(present),
    )

    assert [result.verdict for result in answer.results] == [
        AttendanceVerdict.ACCEPTED,
        AttendanceVerdict.BELOW_THRESHOLD,
        AttendanceVerdict.OUTSIDE_DATES,
        AttendanceVerdict.CANCELLED,
        AttendanceVerdict.ENROLMENT_UNKNOWN,
        AttendanceVerdict.DUPLICATE,
    ]
    assert completed(database) == [str(present)]


def test_a_refused_row_tells_what_the_rule_asks_for(database: Database, activity: Activity) -> None:
    row = a_row(enrolled(database, activity).enrolment_id, minutes=100)

    [result] = report(database, activity, row).results

    assert (result.rule, result.required, result.found) == ("presence.minutes", "190", "100")


def test_a_row_below_the_threshold_may_be_corrected(database: Database, activity: Activity) -> None:
    row = a_row(enrolled(database, activity).enrolment_id, minutes=100)
    report(database, activity, row)

    corrected = report(database, activity, replace(row, minutes=200))

    assert corrected.accepted == 1
    assert completed(database) == [str(row.enrolment_id)]


def test_a_report_is_noted_in_the_journal(database: Database, activity: Activity) -> None:
    report(database, activity, a_row(enrolled(database, activity).enrolment_id))

    noted = sa.select(journal.c.detail).where(
        journal.c.action == "catalogue.attendance.reported",
        journal.c.subject == str(activity.activity_id),
    )
    with database.reading() as session:
        assert session.scalars(noted).all() == [{"rows": "1", "accepted": "1"}]


def test_a_longer_report_takes_no_more_statements(database: Database, activity: Activity) -> None:
    short = [a_row(enrolled(database, activity).enrolment_id) for _ in range(2)]
    long = [a_row(enrolled(database, activity).enrolment_id) for _ in range(20)]
    statements: list[str] = []
    sa.event.listen(database.engine, "before_cursor_execute", lambda *called: statements.append(called[2]))

    report(database, activity, *short)
    for_short = len(statements)
    report(database, activity, *long)

    assert len(statements) == 2 * for_short


def test_only_the_provider_reports(database: Database, activity: Activity) -> None:
    with pytest.raises(NotYourActivity):
        report(database, activity, a_row(), by=a_provider(UNIVERSITY))


def test_nobody_reports_on_what_is_not_published(database: Database) -> None:
    submission = a_submission(database)

    with pytest.raises(ActivityMoveRefused):
        report(database, submission, a_row())
    with pytest.raises(UnknownActivity):
        report(database, submission, a_row(), by=a_provider(UNIVERSITY))


def test_nobody_reports_on_a_cancelled_activity(database: Database, activity: Activity) -> None:
    publishing.cancel_activity(database, a_provider(), as_read(activity))

    with pytest.raises(ActivityMoveRefused):
        report(database, activity, a_row())
