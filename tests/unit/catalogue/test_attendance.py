"""A provider's report: each row judged by itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.catalogue.activities import Presence
from contracts.catalogue.enrolments import AttendanceRow, AttendanceVerdict, CompletionSource, EnrolmentState
from services.catalogue.domain import attendance
from services.catalogue.domain.attendance import Asked, Judgement
from services.catalogue.domain.card import Card
from services.catalogue.domain.enrolment import Enrolment
from tests.builders.catalogue import NOW, a_card, a_draft, a_row, an_enrolment

PRESENCE = Presence(min_minutes=190, checks_planned=5, checks_required=3)
CARD = a_card(presence=PRESENCE)
FIRST_DAY = date(2026, 11, 25)
AFTERWARDS = date(2026, 12, 24)

minutes = st.integers(1, 400)
checks = st.integers(0, 20)


def judge(
    *rows: AttendanceRow, enrolments: tuple[Enrolment, ...], card: Card = CARD, today: date = AFTERWARDS
) -> list[Judgement]:
    known = {enrolment.enrolment_id: enrolment for enrolment in enrolments}
    asked = Asked(card=card, former={}, today=today)
    return attendance.judge(rows, known, asked, source=CompletionSource.REPORT, at=NOW)


def judge_one(state: EnrolmentState = EnrolmentState.ENROLLED, **told: Any) -> tuple[Judgement, Enrolment]:
    enrolment = an_enrolment()
    enrolment.state = state
    [judgement] = judge(a_row(enrolment.enrolment_id, **told), enrolments=(enrolment,))
    return judgement, enrolment


def facts(judgement: Judgement) -> tuple[str | None, ...]:
    return judgement.rule, judgement.required, judgement.found


@given(required=minutes, found=minutes, checks_required=checks, spare=checks, checks_passed=checks)
def test_presence_is_enough_when_both_thresholds_are_reached(
    required: int, found: int, checks_required: int, spare: int, checks_passed: int
) -> None:
    presence = Presence(
        min_minutes=required, checks_planned=checks_required + spare, checks_required=checks_required
    )
    row = a_row(minutes=found, checks_passed=checks_passed)

    accepted = attendance.presence(row, presence).is_accepted

    assert accepted == (found >= required and checks_passed >= checks_required)


@given(found=minutes, more=minutes, checks_passed=checks, more_checks=checks)
def test_whoever_attends_more_is_never_judged_worse(
    found: int, more: int, checks_passed: int, more_checks: int
) -> None:
    lesser = attendance.presence(a_row(minutes=found, checks_passed=checks_passed), PRESENCE)
    greater_row = a_row(minutes=found + more, checks_passed=checks_passed + more_checks)

    assert attendance.presence(greater_row, PRESENCE).is_accepted >= lesser.is_accepted


def test_enough_presence_completes_the_enrolment() -> None:
    judgement, enrolment = judge_one(minutes=190, checks_passed=3)

    assert judgement.verdict is AttendanceVerdict.ACCEPTED
    assert enrolment.state is EnrolmentState.COMPLETED


def test_too_few_minutes_are_told_with_what_is_required() -> None:
    judgement, enrolment = judge_one(minutes=189)

    assert judgement.verdict is AttendanceVerdict.BELOW_THRESHOLD
    assert facts(judgement) == ("presence.minutes", "190", "189")
    assert enrolment.state is EnrolmentState.FAILED


def test_too_few_checks_are_told_with_what_is_required() -> None:
    judgement, _ = judge_one(checks_passed=2)

    assert judgement.verdict is AttendanceVerdict.BELOW_THRESHOLD
    assert facts(judgement) == ("presence.checks", "3", "2")


def test_a_provider_may_correct_a_row_below_the_threshold() -> None:
    judgement, enrolment = judge_one(state=EnrolmentState.FAILED, minutes=200)

    assert judgement.is_accepted
    assert enrolment.state is EnrolmentState.COMPLETED


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        (EnrolmentState.COMPLETED, AttendanceVerdict.DUPLICATE),
        (EnrolmentState.CANCELLED, AttendanceVerdict.CANCELLED),
    ],
)
def test_a_decided_enrolment_stays_as_it_is(state: EnrolmentState, verdict: AttendanceVerdict) -> None:
    judgement, enrolment = judge_one(state=state)

    assert judgement.verdict is verdict
    assert enrolment.state is state


def test_a_row_about_no_enrolment_of_the_activity_is_unknown() -> None:
    [judgement] = judge(a_row(), enrolments=())

    assert judgement.verdict is AttendanceVerdict.ENROLMENT_UNKNOWN


def test_a_row_repeated_within_a_report_is_a_duplicate() -> None:
    enrolment = an_enrolment()
    row = a_row(enrolment.enrolment_id)

    verdicts = [judgement.verdict for judgement in judge(row, row, enrolments=(enrolment,))]

    assert verdicts == [AttendanceVerdict.ACCEPTED, AttendanceVerdict.DUPLICATE]


def test_one_refused_row_does_not_spoil_the_others() -> None:
    present, absent = an_enrolment(), an_enrolment()
    rows = a_row(absent.enrolment_id, minutes=0), a_row(present.enrolment_id)

    judgements = judge(*rows, enrolments=(present, absent))

    assert [judgement.is_accepted for judgement in judgements] == [False, True]


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 11, 26)])
def test_nobody_attends_on_a_day_without_the_activity(day: date) -> None:
    judgement, enrolment = judge_one(attended_on=day)

    assert judgement.verdict is AttendanceVerdict.OUTSIDE_DATES
    assert facts(judgement) == ("attendance.dates", "2026-11-25/2026-11-25", str(day))
    assert enrolment.state is EnrolmentState.ENROLLED


def test_nobody_has_attended_on_a_day_that_is_yet_to_come() -> None:
    card = a_card(ends_at=a_card().starts_at + timedelta(days=2))
    enrolment = an_enrolment()
    tomorrow = a_row(enrolment.enrolment_id, attended_on=date(2026, 11, 26))

    [judgement] = judge(tomorrow, enrolments=(enrolment,), card=card, today=FIRST_DAY)

    assert judgement.verdict is AttendanceVerdict.OUTSIDE_DATES
    assert facts(judgement) == ("attendance.in_future", "2026-11-25", "2026-11-26")


def test_an_enrolment_keeps_the_presence_of_its_own_edition() -> None:
    enrolment = an_enrolment()
    former = {enrolment.activity_version: a_draft(presence=Presence(min_minutes=60))}
    row = a_row(enrolment.enrolment_id, minutes=60, checks_passed=0)

    judgement = attendance.weigh(row, enrolment, Asked(card=CARD, former=former, today=AFTERWARDS))

    assert judgement.is_accepted
