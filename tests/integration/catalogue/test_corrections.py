"""A provider takes back what it has vouched for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.catalogue.activities import Activity, NotYourActivity
from contracts.catalogue.corrections import (
    AttendanceCorrected,
    CorrectAttendance,
    CorrectionReason,
    CorrectionRefused,
)
from contracts.catalogue.enrolments import EnrolmentState, ReportAttendance
from contracts.catalogue.participants import ListParticipants
from kernel import clock
from kernel.database import Database
from kernel.values import EnrolmentId, new_id
from services.catalogue.tables import corrections
from services.catalogue.usecases import attendance, enrolments
from tests.builders.catalogue import NOW, UNIVERSITY, a_provider, a_row
from tests.integration.catalogue.journeys import a_publication, at_once, enrolled
from tests.integration.catalogue.outbox import announced

AFTERWARDS = NOW + timedelta(days=3)


@pytest.fixture
def activity(database: Database) -> Activity:
    return a_publication(database)


def completed(database: Database, activity: Activity) -> EnrolmentId:
    row = a_row(enrolled(database, activity).enrolment_id, minutes=200)
    report = ReportAttendance(activity_id=activity.activity_id, rows=(row,))
    with clock.freeze(AFTERWARDS):
        attendance.report_attendance(database, a_provider(), report)
    return row.enrolment_id


def correct(
    database: Database, activity: Activity, *named: EnrolmentId, after: timedelta = timedelta(), **by: Any
) -> AttendanceCorrected:
    command = CorrectAttendance(
        activity_id=activity.activity_id,
        enrolments=named,
        reason=CorrectionReason.WRONG_PERSON,
        note="Перепутали однофамильцев.",
    )
    with clock.freeze(AFTERWARDS + after):
        return attendance.correct_attendance(database, by.get("by") or a_provider(), command)


def state_of(database: Database, activity: Activity) -> EnrolmentState:
    [only] = enrolments.list_participants(
        database, a_provider(), ListParticipants(activity_id=activity.activity_id)
    ).items
    return only.state


def test_a_completion_is_taken_back_and_that_is_announced(database: Database, activity: Activity) -> None:
    named = completed(database, activity)

    answer = correct(database, activity, named)

    assert answer.withdrawn == 1
    assert state_of(database, activity) is EnrolmentState.REVOKED
    [event] = announced(database, "catalogue.enrolment.completion_withdrawn")
    assert (event["enrolment_id"], event["reason"]) == (str(named), "wrong_person")


def test_what_was_vouched_for_is_kept_with_the_reason(database: Database, activity: Activity) -> None:
    correct(database, activity, completed(database, activity))

    kept = sa.select(corrections.c.minutes, corrections.c.source, corrections.c.note)
    with database.reading() as session:
        assert session.execute(kept).all() == [(200, "report", "Перепутали однофамильцев.")]


def test_what_was_taken_back_may_be_reported_anew(database: Database, activity: Activity) -> None:
    named = completed(database, activity)
    correct(database, activity, named)

    again = ReportAttendance(activity_id=activity.activity_id, rows=(a_row(named),))
    with clock.freeze(AFTERWARDS):
        report = attendance.report_attendance(database, a_provider(), again)

    assert report.accepted == 1
    assert len(announced(database, "catalogue.enrolment.completed")) == 2


def test_one_that_may_not_be_taken_back_keeps_all(database: Database, activity: Activity) -> None:
    good, never = completed(database, activity), EnrolmentId(new_id())

    with pytest.raises(CorrectionRefused) as refused:
        correct(database, activity, good, never)

    assert refused.value.details == {str(never): "enrolment.unknown"}
    assert state_of(database, activity) is EnrolmentState.COMPLETED


def test_after_the_window_the_word_of_the_provider_stands(database: Database, activity: Activity) -> None:
    named = completed(database, activity)

    with pytest.raises(CorrectionRefused) as refused:
        correct(database, activity, named, after=timedelta(days=15))

    assert refused.value.details == {str(named): "correction.too_late"}


def test_corrections_at_once_take_back_once(database: Database, activity: Activity) -> None:
    named = completed(database, activity)

    answers = at_once([lambda: correct(database, activity, named)] * 5)

    assert answers.count("CorrectionRefused") == 4
    assert len(announced(database, "catalogue.enrolment.completion_withdrawn")) == 1


def test_only_the_provider_corrects(database: Database, activity: Activity) -> None:
    with pytest.raises(NotYourActivity):
        correct(database, activity, completed(database, activity), by=a_provider(UNIVERSITY))
