"""From what is missing to what is done about it: proposals, plans, their approval, and deviations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from rich.console import Console

from deploy.demo.display import Display
from deploy.demo.drive import STEPS, opened
from deploy.demo.journey import Journey
from tests.suite import RunningSuite

Json = dict[str, Any]


@pytest.fixture(scope="module")
def journey(suite: RunningSuite) -> Iterator[Journey]:
    """A specialist with an open cycle, and a programme that would fill it."""
    suite.ready()
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as journey:
        for step in STEPS[: STEPS.index(Journey.approve) + 1]:
            step(journey)
        yield journey


@pytest.fixture(scope="module")
def cycle(journey: Journey) -> str:
    """The address of the cycle."""
    [standing] = journey.specialist.get("/v1/me/credits")["items"]
    return f"/v1/me/cycles/{standing['cycle']['cycle_id']}"


def programme(journey: Journey) -> str:
    return str(journey.kept["activity"]).rsplit("/", 1)[-1]


def test_what_is_missing_is_told_by_rule_and_day(journey: Journey) -> None:
    [standing] = journey.specialist.get("/v1/me/credits")["items"]

    assert [(each["rule"], each["missing"]) for each in standing["shortfalls"]] == [
        ("accreditation.total", "144.0"),
        ("accreditation.min_from_programmes", "72.0"),
    ]


def test_a_specialist_is_proposed_what_it_takes(journey: Journey, cycle: str) -> None:
    proposal: Json = journey.specialist.get(f"{cycle}/proposal", aim="cheapest")

    assert (proposal["answer"], proposal["outlook"]["ready"]) == ("optimal", True)
    assert proposal["price"] == "0.00 RUB"
    assert proposal["considered"] > 1


def test_where_nothing_fits_the_obstacle_is_told(journey: Journey, cycle: str) -> None:
    today = journey.specialist.get("/v1/me/credits")["items"][0]["on"]

    proposal: Json = journey.specialist.get(f"{cycle}/proposal", aim="soonest", by=today)

    assert proposal["answer"] == "impossible"
    assert "accreditation.min_from_programmes" in [each["rule"] for each in proposal["obstacles"]]


def test_a_specialist_sees_what_becomes_of_it_if(journey: Journey, cycle: str) -> None:
    simulation: Json = journey.specialist.get(f"{cycle}/simulation", activity_ids=programme(journey))

    [taken] = simulation["items"]
    assert (taken["counted"], taken["lost"]) == ("144.0", "0.0")
    assert (simulation["before"]["ready"], simulation["after"]["ready"]) == (False, True)
