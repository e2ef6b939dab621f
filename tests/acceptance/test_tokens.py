"""Tokens expire and keys change in the middle of work, and nobody's work fails by it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import jwt
import pytest
from tenacity import retry, retry_if_result, stop_after_delay, wait_fixed

from deploy.embedded.part import wait_for
from kernel import clock
from kernel.database import Database
from services.identity.store import keys
from services.identity.store import sessions as store
from services.identity.usecases import entering
from services.identity.vault.tokens import Mint, sha256
from tests.builders.identity import LAW, a_registration, an_inn
from tests.suite import RunningSuite

AT_ONCE, WORKERS, EACH = 50, 3, 20
PASSWORD = "тридцать-три-утюга-в-ряд"

Answer = dict[str, Any]


@pytest.fixture(scope="module")
def login(suite: RunningSuite) -> Answer:
    """Somebody who has an account."""
    suite.ready()
    who = a_registration(inn=an_inn(770_077))
    typed = {
        "surname": "Токарева",
        "name": "Инна",
        "birth_date": "1980-05-05",
        "snils": "112-233-445 95",
        "phone": "+79007700771",
        "email": "tokareva@example.ru",
        "password": PASSWORD,
        "inn": str(who.inn),
    }
    with suite.apart() as client:
        begun = client.post("/v1/registrations", json=typed).raise_for_status().json()
        code = suite.sms(typed["phone"])[0].split(": ")[1][:6]
        confirmation = f"/v1/registrations/{begun['person_id']}/confirmation"
        client.post(confirmation, json={"code": code}).raise_for_status()
    return {"login": typed["phone"], "password": PASSWORD}


@pytest.fixture
def staying() -> Iterator[ExitStack]:
    """Closes what was entered when the test is over."""
    with ExitStack() as entered:
        yield entered


@contextmanager
def identity(suite: RunningSuite) -> Iterator[tuple[Database, Mint]]:
    settings = suite.settings("identity")
    with closing(Database(settings.database_url, pool_size=1)) as database:
        yield database, Mint.of(settings)


def logged_in(client: httpx.Client, login: Answer) -> Answer:
    tokens: Answer = client.post("/v1/sessions", json=login).raise_for_status().json()
    return tokens


def expired(suite: RunningSuite, tokens: Answer) -> str:
    """The access token of the session as it was given a little more than its life ago."""
    begun = clock.now() - LAW.sessions.access_lives - timedelta(seconds=6)
    with identity(suite) as (database, mint), database.transaction() as session:
        found = store.by_token(session, sha256(tokens["refresh_token"]))
        assert found is not None
        key = keys.known(session, clock.now())[0]
        return mint.access_token(key, found[0], entering.acts_as(session, found[0]), begun, LAW.sessions)


def let_pass(suite: RunningSuite, tokens: Answer, passed: timedelta) -> None:
    """As if the session had been renewed so much earlier."""
    with identity(suite) as (database, _), database.transaction() as session:
        found = store.by_token(session, sha256(tokens["refresh_token"]))
        assert found is not None
        found[0].opened_at -= passed
        found[0].renewed_at -= passed


# A machine that has much to do asks to come later, and clients do.
patient = retry(
    retry=retry_if_result(lambda answer: answer.status_code == httpx.codes.SERVICE_UNAVAILABLE),
    wait=wait_fixed(1),
    stop=stop_after_delay(60),
)


@patient
def ask(client: httpx.Client, access_token: str) -> httpx.Response:
    return client.get("/v1/me", headers={"Authorization": f"Bearer {access_token}"})


@patient
def renew(client: httpx.Client, refresh_token: str) -> httpx.Response:
    return client.post("/v1/sessions/refresh", json={"refresh_token": refresh_token})


def test_fifty_requests_at_expiry_are_one_rotation_and_no_failed_action(
    suite: RunningSuite, login: Answer
) -> None:
    together = threading.Barrier(AT_ONCE, timeout=60)

    with suite.apart() as client:
        given = logged_in(client, login)
        old = expired(suite, given)

        def act(_: int) -> tuple[int, int, str]:
            """As a client does: ask; when the token is no longer good, renew it and ask again."""
            together.wait()
            refused = ask(client, old).status_code
            renewed = renew(client, given["refresh_token"]).raise_for_status().json()
            return refused, ask(client, renewed["access_token"]).status_code, renewed["refresh_token"]

        with ThreadPoolExecutor(AT_ONCE) as pool:
            done = list(pool.map(act, range(AT_ONCE)))

    assert {(refused, acted) for refused, acted, _ in done} == {(401, 200)}
    assert len({successor for _, _, successor in done} - {given["refresh_token"]}) == 1


def test_a_refresh_token_used_again_after_its_grace_ends_the_session(
    suite: RunningSuite, login: Answer
) -> None:
    with suite.apart() as client:
        first = logged_in(client, login)
        second = renew(client, first["refresh_token"]).json()
        let_pass(suite, second, LAW.sessions.grace + timedelta(seconds=1))

        again = renew(client, first["refresh_token"])
        after = renew(client, second["refresh_token"])

    assert (again.status_code, again.json()["code"]) == (401, "SessionEnded")
    assert (after.status_code, after.json()["details"]) == (401, {"reason": "reused_token"})


# What an ended session could still try, while its last access token is good.
PROOFS: dict[str, Answer] = {
    "/v1/sessions/step-up": {"method": "totp", "code": "000000"},
    "/v1/me/factors/totp/confirmation": {"code": "000000"},
}


def test_a_session_that_has_ended_proves_nothing_more(suite: RunningSuite, login: Answer) -> None:
    with suite.apart() as client:
        tokens = logged_in(client, login)
        client.post("/v1/sessions/logout", json={"refresh_token": tokens["refresh_token"]}).raise_for_status()
        bearer = {"Authorization": f"Bearer {tokens['access_token']}"}

        answers = [client.post(path, json=body, headers=bearer) for path, body in PROOFS.items()]

    assert [(each.status_code, each.json()["code"]) for each in answers] == [(401, "SessionEnded")] * 2


@dataclass
class Worker:
    """Somebody who asks all the time, and renews the session now and then.

    From another address each time: how often one may renew is no matter of how fast the machine is.
    """

    suite: RunningSuite
    client: httpx.Client
    tokens: Answer
    answers: set[int] = field(default_factory=set)
    signed_by: set[str] = field(default_factory=set)

    def work(self, is_over: threading.Event) -> None:
        while not is_over.is_set():
            self.answers |= {ask(self.client, self.tokens["access_token"]).status_code for _ in range(EACH)}
            with self.suite.apart() as elsewhere:
                renewed = renew(elsewhere, self.tokens["refresh_token"])
            self.answers.add(renewed.status_code)
            self.tokens = renewed.json()
            self.signed_by.add(jwt.get_unverified_header(self.tokens["access_token"])["kid"])


def test_signing_keys_change_under_load_without_one_failed_request(
    suite: RunningSuite, login: Answer, staying: ExitStack
) -> None:
    clients = [staying.enter_context(suite.apart()) for _ in range(WORKERS)]
    workers = [Worker(suite, client, logged_in(client, login)) for client in clients]
    published = clients[0].get("/.well-known/jwks.json").json()["keys"]
    is_over = threading.Event()

    with ThreadPoolExecutor(WORKERS) as pool:
        working = [pool.submit(worker.work, is_over) for worker in workers]
        try:
            suite.run("deploy.keys", "identity")
            wait_for(
                lambda: all(len(worker.signed_by) == 2 for worker in workers),
                timeout=60,
                what="one key signs",
            )
        finally:
            is_over.set()
        for each in working:
            each.result()
    later = clients[0].get("/.well-known/jwks.json").json()["keys"]

    assert set.union(*(worker.answers for worker in workers)) == {200}
    assert [key["kid"] for key in later[: len(published)]] == [key["kid"] for key in published]
    assert set.union(*(worker.signed_by for worker in workers)) <= {key["kid"] for key in later}
    assert (len(published), len(later)) == (2, 3)
