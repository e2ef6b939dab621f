"""A provider vouches for who attended, by each of the ways, and credits follow."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from rich.console import Console

from deploy.demo.display import Display
from deploy.demo.drive import STEPS, opened
from deploy.demo.journey import Journey
from deploy.demo.traveller import Failed
from kernel import clock
from services.catalogue.domain import confirmation
from tests.builders.rosters import XLSX, a_workbook
from tests.suite import RunningSuite

UNTIL_ENROLLED = STEPS[: STEPS.index(Journey.enrol) + 1]


@pytest.fixture
def journey(suite: RunningSuite) -> Iterator[Journey]:
    """A newcomer with a cycle and a seat in what has been approved just now."""
    suite.ready()
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as journey:
        for step in UNTIL_ENROLLED:
            step(journey)
        yield journey


def handed_in(journey: Journey, *rows: tuple[Any, ...]) -> str:
    """A workbook of the provider's, announced, sent and checked. The path of the roster."""
    heading = ("СНИЛС", "Фамилия", "Дата участия", "Минуты")
    content = a_workbook(*rows, heading=heading)
    file = {
        "filename": "участники.xlsx",
        "media_type": XLSX,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    announced = journey.provider.post(f"{journey.kept['activity']}/rosters", file)
    journey.provider.put_file(announced, content)
    path = f"/v1/rosters/{announced['roster']['roster_id']}"
    journey.provider.post(f"{path}/check")
    journey.provider.wait_for(path, "roster checked", lambda one: one["state"] == "checked")
    return path


def test_a_roster_earns_credits_and_a_correction_takes_them_back(journey: Journey) -> None:
    today, newcomer = clock.today(), journey.newcomer
    good = (newcomer.snils, newcomer.surname, today, 6480)
    path = handed_in(journey, good, ("112-233-445 95", "Никтова", today, 6480), ("=A1", "", today, 1))

    with pytest.raises(Failed, match="RosterFaulty"):
        journey.provider.post(f"{path}/posting", {})
    journey.provider.post(f"{path}/posting", {"acceptance": "partial"})
    journey.provider.wait_for(path, "roster posted", lambda one: one["state"] == "posted")

    rows = journey.provider.get(f"{path}/rows")["items"]
    assert [row["verdict"] for row in rows] == ["accepted", "enrolment_unknown", "malformed"]
    assert rows[2]["faults"] == {"snils": "table.formula"}
    Journey.earn(journey)

    correction = {
        "enrolments": [journey.kept["enrolment"]],
        "reason": "wrong_person",
        "note": "Перепутали однофамильцев.",
    }
    journey.provider.post(f"{journey.kept['activity']}/corrections", correction)

    journey.specialist.wait_for(
        "/v1/me/credits/balance", "credits reversed", lambda told: told["items"][0]["balance"] == "0.0"
    )
    [seat] = journey.specialist.get("/v1/me/enrolments")["items"]
    assert (seat["state"], seat["source"]) == ("revoked", "roster")


def test_a_code_earns_credits_and_counts_once(journey: Journey) -> None:
    batches = f"{journey.kept['activity']}/code-batches"
    batch = journey.provider.post(batches, {"count": 2, "attended_on": clock.today().isoformat()})
    first, second = journey.provider.post(f"/v1/code-batches/{batch['batch_id']}/codes")["codes"]

    with pytest.raises(Failed, match="UnknownConfirmationCode"):
        journey.specialist.post("/v1/me/codes", {"code": confirmation.fresh()})
    seat = journey.specialist.post("/v1/me/codes", {"code": first.lower()})
    with pytest.raises(Failed, match="AlreadyCompleted"):
        journey.specialist.post("/v1/me/codes", {"code": second})

    assert (seat["state"], seat["source"]) == ("completed", "code")
    Journey.earn(journey)
    [told] = journey.provider.get(batches)["items"]
    assert (told["count"], told["redeemed"]) == (2, 1)


def test_presence_is_watched_while_an_event_goes_on(journey: Journey) -> None:
    live = f"{journey.kept['activity']}/live"
    with pytest.raises(Failed, match=r"presence\.not_open"):
        journey.specialist.post(f"{live}/presence", {})

    opened_event = journey.provider.post(live)
    noted = journey.specialist.post(f"{live}/presence", {})
    scan = {
        "enrolment_id": journey.kept["enrolment"],
        "scanned_at": clock.now().isoformat(),
        "direction": "in",
    }
    scanned = [journey.provider.post(f"{live}/scans", {"scans": [scan]})["noted"] for _ in range(2)]

    assert (opened_event["checks"], opened_event["closed_at"]) == (0, None)
    assert (noted["check"], scanned) == (None, [1, 0])
    with pytest.raises(Failed, match=r"presence\.going_on"):
        journey.provider.post(f"{live}/closing")
