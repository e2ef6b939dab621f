"""What was attended on a day within a suspension earns nothing, by whatever way it is told later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from contracts.catalogue.activities import Activity
from contracts.catalogue.codes import CodesUnsound, ConfirmationCodeVoid, ListCodeBatches
from contracts.catalogue.eligibility import CheckEligibility
from contracts.catalogue.enrolments import AttendanceVerdict, ReportAttendance
from kernel import clock
from kernel.database import Database
from services.catalogue.usecases import attendance, codes, eligibility
from tests.builders.catalogue import NOW, THERAPY, a_provider, a_row
from tests.integration.catalogue.claiming import AFTERWARDS, issued, redeem, seated, taken
from tests.integration.catalogue.journeys import a_publication, enrolled
from tests.integration.catalogue.measured import MEASURES, Step
from tests.integration.catalogue.outbox import announced

THE_DAY = NOW + timedelta(days=2, hours=5)
"""An hour after the end of the activity, in the morning of the day before `AFTERWARDS`."""


@pytest.fixture(autouse=True)
def _afterwards(_today: None) -> Iterator[None]:
    with clock.freeze(AFTERWARDS):
        yield


@pytest.fixture
def activity(database: Database) -> Activity:
    with clock.freeze(NOW):
        return a_publication(database)


def of_the_day(rule: str) -> str:
    """The rule that a day breaks on which the other one stood in the way."""
    return f"attendance.{rule.replace('.', '_')}"


@MEASURES
def test_a_code_is_refused_with_the_reason_and_its_provider_told_once(
    database: Database, activity: Activity, begun: Step, lifted: Step, rule: str
) -> None:
    people = [seated(database, activity) for _ in range(2)]
    with clock.freeze(THE_DAY):
        batch = issued(database, activity)
        given = taken(database, batch)
        begun(database, activity)
    lifted(database, activity)

    for person, code in zip(people, given, strict=False):
        with pytest.raises(ConfirmationCodeVoid) as refused:
            redeem(database, person, code)
        assert refused.value.details == {"rule": of_the_day(rule), "attended_on": "2026-11-25"}

    [told] = announced(database, "catalogue.codes.refused")
    assert (told["batch_id"], told["rule"]) == (str(batch.batch_id), of_the_day(rule))
    listing = ListCodeBatches(activity_id=activity.activity_id)
    [listed] = codes.list_code_batches(database, a_provider(), listing).items
    assert (listed.redeemed, listed.refused) == (0, of_the_day(rule))


@MEASURES
def test_no_codes_are_issued_for_it_any_more(
    database: Database, activity: Activity, begun: Step, lifted: Step, rule: str
) -> None:
    with clock.freeze(THE_DAY):
        begun(database, activity)
    lifted(database, activity)

    with pytest.raises(CodesUnsound) as refused:
        issued(database, activity)

    assert refused.value.details == {"attended_on": of_the_day(rule)}


@MEASURES
def test_a_report_says_so_row_by_row_and_the_register_to_whoever_asks(
    database: Database, activity: Activity, begun: Step, lifted: Step, rule: str
) -> None:
    with clock.freeze(NOW):
        seat = enrolled(database, activity)
    with clock.freeze(THE_DAY):
        begun(database, activity)
    lifted(database, activity)

    command = ReportAttendance(activity_id=activity.activity_id, rows=(a_row(seat.enrolment_id),))
    [result] = attendance.report_attendance(database, a_provider(), command).results
    asked = CheckEligibility(number=activity.number or "", speciality=THERAPY, on=THE_DAY.date())
    [obstacle] = eligibility.check_eligibility(database, asked).obstacles

    assert (result.verdict, result.rule) == (AttendanceVerdict.SUSPENDED, of_the_day(rule))
    assert obstacle.rule == of_the_day(rule)
    assert announced(database, "catalogue.enrolment.completed") == []


@MEASURES
def test_a_measure_that_was_lifted_on_its_own_day_costs_nothing(
    database: Database, activity: Activity, begun: Step, lifted: Step, rule: str
) -> None:
    person = seated(database, activity)
    with clock.freeze(THE_DAY):
        [code, *_] = taken(database, issued(database, activity))
        begun(database, activity)
        lifted(database, activity)

    assert redeem(database, person, code).completed_on == THE_DAY.date()
