"""Many want the same at the same moment: each seat has one holder, and nobody pays twice."""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import httpx
import pytest
from tenacity import retry, retry_if_result, stop_after_delay, wait_fixed

from deploy.demo.journey import SPECIALITY
from kernel import clock
from kernel.database import Database
from kernel.values import PersonId, Role, new_id
from services.identity.domain.organisations import Acting
from services.identity.domain.sessions import UserSession
from services.identity.store import keys
from services.identity.vault.tokens import Mint
from tests.acceptance.stage import asked, published
from tests.builders.identity import LAW
from tests.suite import RunningSuite

PEOPLE, SEATS, AT_ONCE = 200, 10, 50

# A machine that has much to do asks to come later, and clients do.
patient = retry(
    retry=retry_if_result(lambda answer: answer.status_code == httpx.codes.SERVICE_UNAVAILABLE),
    wait=wait_fixed(1),
    stop=stop_after_delay(90),
)


@pytest.fixture
def tokens(suite: RunningSuite) -> list[str]:
    """Of so many specialists, each as identity would give it."""
    settings, at = suite.settings("identity"), clock.now()
    mint, acting = Mint.of(settings), Acting(roles=frozenset({Role.SPECIALIST}), organisation_id=None)
    with closing(Database(settings.database_url, pool_size=1)) as database, database.reading() as session:
        key = keys.known(session, at)[0]

    def token() -> str:
        session_id = new_id()
        entered = UserSession(
            session_id=session_id,
            person_id=PersonId(new_id()),
            sealed_device=None,
            sealed_seed=mint.new_seed(session_id),
            opened_at=at,
            renewed_at=at,
            methods=("pwd",),
            authenticated_at=at,
        )
        return mint.access_token(key, entered, acting, at, LAW.sessions)

    return [token() for _ in range(PEOPLE)]


def test_two_hundred_people_at_once_take_ten_seats_and_pay_once(
    suite: RunningSuite, people: dict[str, httpx.Client], tokens: list[str]
) -> None:
    path = published(people, "Курс, на который хотят все", capacity=SEATS, price="100.00")
    together = threading.Barrier(AT_ONCE, timeout=60)

    with suite.apart() as client:

        @patient
        def enrol(token: str) -> httpx.Response:
            headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "one-seat"}
            return client.post(f"{path}/enrolments", json={"speciality": SPECIALITY}, headers=headers)

        def rush(number: int) -> list[httpx.Response]:
            together.wait()
            return [enrol(token) for token in tokens[number::AT_ONCE]]

        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = [answer for some in pool.map(rush, range(AT_ONCE)) for answer in some]
        seats: list[dict[str, Any]] = [answer.json() for answer in answers if answer.status_code == 201]
        winners = [answer.request.headers["Authorization"] for answer in answers if answer.status_code == 201]
        again = [enrol(who.removeprefix("Bearer ")).json() for who in winners]

    assert Counter(answer.status_code for answer in answers) == {201: SEATS, 409: PEOPLE - SEATS}
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"NoSeats"}
    assert again == seats
    held = asked(people["provider"], "GET", f"{path}/enrolments", params={"limit": "100"})["items"]
    assert sorted((each["enrolment_id"], each["price"]) for each in held) == sorted(
        (each["enrolment_id"], "100.00") for each in seats
    )
    assert asked(people["anyone"], "GET", path)["seats_left"] == 0
