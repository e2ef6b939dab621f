"""An application is answered with the applicant's hours, by the law of the day of filing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.catalogue.activities import ActivityKind
from kernel.database import Database
from services.credits.usecases.assessments import assess_standing
from services.credits.usecases.awards import award
from services.credits.usecases.cycles import open_cycle
from tests.builders.credits import (
    TODAY,
    VAULT,
    a_specialist,
    an_application,
    an_award,
    an_opening,
    an_operator,
    credits,
)
from tests.integration.credits.outbox import announced


def assessed(database: Database) -> dict[str, Any]:
    [told] = announced(database, "credits.standing.assessed")
    return told


def outcomes(told: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {trace["rule"]: (trace["required"], trace["outcome"]) for trace in told["traces"]}


def test_an_application_is_answered_with_every_rule(database: Database) -> None:
    cycle = open_cycle(database, VAULT, a_specialist(), an_opening())
    award(database, an_operator(), an_award(credits=credits(144)))

    assess_standing(database, an_application())

    told = assessed(database)
    assert (told["cycle_id"], told["total"]) == (str(cycle.cycle_id), "144.0")
    assert outcomes(told) == {
        "accreditation.total": ("144.0", "met"),
        "accreditation.min_from_programmes": ("72.0", "met"),
        "accreditation.max_from_activities": ("72.0", "met"),
    }


@pytest.mark.parametrize(
    ("filed_on", "required", "outcome"),
    [(date(2022, 12, 31), "74.0", "unmet"), (date(2023, 1, 1), "72.0", "met")],
)
def test_the_law_of_the_day_of_filing_decides(
    database: Database, filed_on: date, required: str, outcome: str
) -> None:
    """73 h from programmes were too few for order 1081н (74: S1, S4) and enough for 709н (72: S2, S5)."""
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2022, 3, 1)))
    award(database, an_operator(), an_award(credits=credits(73), completed_on=date(2022, 6, 1)))

    assess_standing(database, an_application(filed_on))

    assert outcomes(assessed(database))["accreditation.min_from_programmes"] == (required, outcome)


def test_what_was_completed_after_filing_does_not_help(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    award(database, an_operator(), an_award(credits=credits(72), completed_on=date(2026, 10, 1)))
    award(database, an_operator(), an_award(credits=credits(72), completed_on=date(2026, 10, 2)))

    assess_standing(database, an_application(date(2026, 10, 1)))

    assert assessed(database)["total"] == "72.0"


def test_an_applicant_without_a_cycle_has_earned_nothing(database: Database) -> None:
    assess_standing(database, an_application())

    told = assessed(database)
    assert (told["cycle_id"], told["total"]) == (None, "0.0")
    assert outcomes(told)["accreditation.total"] == ("144.0", "unmet")


def test_the_hours_of_another_speciality_do_not_count(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening(speciality="kardiologiya"))
    award(database, an_operator(), an_award(speciality="kardiologiya"))

    assess_standing(database, an_application())

    assert assessed(database)["total"] == "0.0"


def test_activities_count_up_to_their_share(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    award(database, an_operator(), an_award(credits=credits(144), kind=ActivityKind.MODULE))

    assess_standing(database, an_application(TODAY))

    told = assessed(database)
    assert outcomes(told)["accreditation.total"][1] == "unmet"
    assert told["traces"][0]["found"] == "72.0"


def test_an_application_delivered_twice_is_answered_once(database: Database) -> None:
    application = an_application()

    assess_standing(database, application)
    assess_standing(database, application)

    assert len(announced(database, "credits.standing.assessed")) == 1
