"""Whether an activity of the register may earn a specialist credits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.catalogue.activities import Activity, UnknownActivity
from contracts.catalogue.eligibility import CheckEligibility, Eligibility
from kernel.database import Database
from kernel.messages import Invalid
from services.catalogue.usecases import publishing
from services.catalogue.usecases.eligibility import check_eligibility
from tests.builders.catalogue import THERAPY, a_provider
from tests.integration.catalogue.journeys import a_publication, as_read

FIRST_DAY = date(2026, 11, 25)


@pytest.fixture
def activity(database: Database) -> Activity:
    return a_publication(database)


def checked(database: Database, number: str | None, **asked: Any) -> Eligibility:
    wish: dict[str, Any] = {"speciality": THERAPY, "on": FIRST_DAY}
    return check_eligibility(database, CheckEligibility(number=str(number), **wish | asked))


def rules(answer: Eligibility) -> list[str]:
    return [obstacle.rule for obstacle in answer.obstacles]


def test_an_activity_is_eligible_on_its_days_for_its_specialities(
    database: Database, activity: Activity
) -> None:
    answer = checked(database, activity.number)

    assert (answer.is_eligible, answer.obstacles) == (True, ())
    assert (answer.activity_id, answer.credits) == (activity.activity_id, activity.credits)


def test_a_number_is_read_as_people_type_it(database: Database, activity: Activity) -> None:
    typed = str(activity.number).lower().replace("-", "")

    assert checked(database, typed).number == activity.number


def test_every_obstacle_is_told_at_once(database: Database, activity: Activity) -> None:
    publishing.cancel_activity(database, a_provider(), as_read(activity))

    answer = checked(database, activity.number, speciality="khirurgiya", on=date(2026, 11, 26))

    assert not answer.is_eligible
    assert rules(answer) == ["eligibility.state", "eligibility.dates", "eligibility.speciality"]


def test_an_obstacle_tells_what_the_rule_asks_for(database: Database, activity: Activity) -> None:
    [obstacle] = checked(database, activity.number, on=date(2026, 11, 26)).obstacles

    assert (obstacle.required, obstacle.found) == ("2026-11-25/2026-11-25", "2026-11-26")


def test_the_day_is_today_unless_asked_otherwise(database: Database, activity: Activity) -> None:
    assert rules(checked(database, activity.number, on=None)) == ["eligibility.dates"]


def test_a_number_that_was_never_given_is_unknown(database: Database) -> None:
    with pytest.raises(UnknownActivity):
        checked(database, "НМО-2026-000123-7")


def test_a_mistyped_number_is_told_apart_from_an_unknown_one(database: Database) -> None:
    with pytest.raises(Invalid) as refused:
        checked(database, "НМО-2026-000124-7")

    assert refused.value.details == {"number": "registry_number.checksum"}
