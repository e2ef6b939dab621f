"""An employer buys seats, the provider agrees, and an employee learns without paying."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx

from deploy.demo.journey import SPECIALITY
from deploy.embedded.part import wait_for
from kernel import clock
from tests.acceptance.stage import asked, consented, published


def grouped(people: dict[str, httpx.Client], path: str) -> None:
    """The newcomer lets the employer know, and is entered in a group of it."""
    employer = people["employer"]
    row = {"person_id": consented(people), "speciality": SPECIALITY}
    plan = [{"activity_id": path.rsplit("/", 1)[-1], "due_on": clock.today().isoformat()}]
    cohort = asked(employer, "POST", "/v1/cohorts", {"title": "Терапия", "plan": plan})

    def is_entered() -> bool:
        members = asked(employer, "POST", f"/v1/cohorts/{cohort['cohort_id']}/members", {"rows": [row]})
        verdict: str = members["results"][0]["verdict"]
        return verdict in ("added", "known")

    wait_for(is_entered, timeout=20, what="the consent did not arrive")


def heard(people: dict[str, httpx.Client], who: str, title: str, about: str) -> None:
    """Wait until somebody has the notice."""

    def is_told() -> bool:
        notices = asked(people[who], "GET", "/v1/me/notices", params={"limit": "100"})["items"]
        return (title, about) in {(each["title"], each["about"]) for each in notices}

    wait_for(is_told, timeout=30, what=f"no notice: {title}")


def test_bought_seats_are_agreed_taken_and_given_back(people: dict[str, httpx.Client]) -> None:
    path = published(people, f"Курс для больницы {uuid4().hex[:6]}", capacity=3, price="5000.00")
    grouped(people, path)
    terms = {"seats": 2, "price": "4500.00 RUB", "until": (clock.today() + timedelta(days=30)).isoformat()}

    contract = asked(people["employer"], "POST", f"{path}/seat-contracts", terms)
    address = f"/v1/seat-contracts/{contract['contract_id']}"
    fewer = {"version": contract["version"], **terms, "seats": 1}
    countered = asked(
        people["provider"], "POST", f"{address}/counter-offer", {**fewer, "note": "Одно место."}
    )
    read = {"terms": countered["version"]}
    early = people["provider"].post(f"{address}/agreement", json=read)
    again_two = {**terms, "version": countered["version"]}
    contract = asked(people["employer"], "POST", f"{address}/counter-offer", again_two)
    read = {"terms": contract["version"]}
    asked(people["provider"], "POST", f"{address}/agreement", read)
    [offered] = asked(people["newcomer"], "GET", "/v1/me/seats")["items"]
    wish: dict[str, Any] = {"speciality": SPECIALITY, "contract_id": offered["contract_id"]}
    seat = asked(people["newcomer"], "POST", f"{path}/enrolments", wish)
    stranger = people["specialist"].post(f"{path}/enrolments", json=wish)
    told = asked(people["employer"], "GET", address)
    again = people["provider"].post(f"{address}/agreement")
    ended = asked(people["employer"], "POST", f"{address}/end")

    assert (countered["state"], countered["turn"]) == ("countered", "employer")
    assert (early.status_code, early.json()["errors"][0]["rule"]) == (409, "seat_contract.turn")
    assert [each["party"] for each in told["offers"]] == ["employer", "provider", "employer"]
    heard(people, "employer", "Предложены другие условия", contract["contract_id"])
    heard(people, "provider", "Договор о местах завершён", contract["contract_id"])
    assert (contract["state"], contract["total"]) == ("offered", "9000.00 RUB")
    assert (seat["state"], seat["price"], stranger.status_code) == ("enrolled", "0.00", 404)
    assert (told["state"], told["drawn"], told["owed"]) == ("agreed", 1, "4500.00 RUB")
    assert (again.status_code, again.json()["code"]) == (409, "SeatContractMoveRefused")
    assert (ended["state"], ended["drawn"]) == ("closed", 1)
