"""From what is missing to what is done about it: proposals, plans, their approval, and deviations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from rich.console import Console

from deploy.demo.display import Display
from deploy.demo.drive import STEPS, opened
from deploy.demo.journey import Journey
from kernel import clock
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
def employer(suite: RunningSuite, journey: Journey) -> Iterator[httpx.Client]:
    with suite.client(suite.token("employer")) as client:
        yield client


@pytest.fixture(scope="module")
def cycle(journey: Journey) -> str:
    """The address of the cycle."""
    [standing] = journey.specialist.get("/v1/me/credits")["items"]
    return f"/v1/me/cycles/{standing['cycle']['cycle_id']}"


def programme(journey: Journey) -> str:
    return str(journey.kept["activity"]).rsplit("/", 1)[-1]


def item_of(taken: Json) -> Json:
    """What was proposed, as an item of a plan."""
    facts = ("activity_id", "kind", "credits", "price")
    return {"code": taken["number"], "due": taken["completed_on"], **{fact: taken[fact] for fact in facts}}


def is_told(page: Json) -> bool:
    return any("deviation_detected" in notice["topic"] for notice in page["items"])


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


def test_a_plan_is_made_agreed_with_the_employer_and_watched(
    journey: Journey, cycle: str, employer: httpx.Client
) -> None:
    """CRD-01, 04-08, 10, 30: from a proposal to a plan, its approval, a deviation, and what corrects it."""
    me, soon = journey.specialist, clock.today() + timedelta(days=1)
    proposal = me.get(f"{cycle}/proposal")
    items = [item_of(taken) for taken in proposal["items"]]
    # What is not done by the day it is due deviates after it; what is more than counts deviates at once.
    too_many = {"code": "modules", "kind": "module", "topic": "Модули", "credits": "73.0", "due": str(soon)}
    hospital = employer.get("/v1/me").json()["organisation_id"]

    plan = me.post(
        "/v1/me/plans",
        {
            "cycle_id": cycle.rsplit("/", 1)[-1],
            "employer_id": hospital,
            "content": {
                "items": [*items, too_many],
                "targets": [{"kind": "programme", "credits": "72.0", "priority": 1, "due": str(soon)}],
                "budget": "10000.00 RUB",
            },
        },
    )
    path = f"/v1/plans/{plan['plan_id']}"
    assert employer.get(path).status_code == 404  # it was not shown yet
    submitted = me.post(f"{path}/submission", version=1)
    [asked] = [one for one in employer.get("/v1/review/plans").json()["items"] if one["plan_id"] in path]
    approved = employer.post(f"{path}/approval", json={}, headers={"If-Match": f'"{asked["version"]}"'})

    assert (submitted["state"], approved.json()["state"]) == ("submitted", "approved")
    watched = me.wait_for(path, "deviation", lambda one: one["deviations"])
    assert [(each["kind"], each["found"]) for each in watched["deviations"]] == [("over_cap", "73.0")]
    me.wait_for("/v1/me/notices?limit=50", "notice of the deviation", is_told)
    assert me.get(f"{path}/correction")["answer"] == "optimal"
    assert me.get(f"{path}/progress")["points"][-1]["required"] == "144.0"
    money_is_kept_apart(path, employer)


def money_is_kept_apart(path: str, employer: httpx.Client) -> None:
    """CRD-01, 02, 32: a limit of the employer's money, and a subsidy that says why it is not paid yet."""
    limit = {"amount": "5000.00 RUB", "reason": "Приказ № 1"}
    granted = employer.post(f"{path}/limits", json=limit).raise_for_status().json()
    promised = {"item_code": "modules", "amount": "700.00 RUB"}
    employer.post(f"{path}/subsidies", json=promised).raise_for_status()

    told = employer.get(f"{path}/funds").raise_for_status().json()

    assert [each["available"] for each in granted["purses"]] == ["0.00 RUB", "5000.00 RUB"]
    assert [(each["state"], each["blocked_by"] is None) for each in told["subsidies"]] == [("blocked", False)]


def test_a_loan_for_training_is_calculated(journey: Journey) -> None:
    """CRD-03: 120,000 roubles at 12 % for a year are repaid by 10,661.85 a month."""
    terms = {"principal": "120000", "annual_rate": "12", "months": "12", "first_due": "2027-01-31"}

    schedule: Json = journey.specialist.get("/v1/loan-schedules/annuity", **terms)

    assert schedule["instalments"][0]["payment"] == "10661.85 RUB"
    assert schedule["instalments"][-1]["left"] == "0.00 RUB"
