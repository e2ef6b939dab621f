"""A program of an agency reads the feed of events, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from stdnum.ru import inn

from contracts.scopes import EVENTS
from tests.suite import RunningSuite


@dataclass(frozen=True)
class Program:
    """http: a client of the gateway for nobody in particular."""

    http: httpx.Client
    name: str
    secret: str

    def ask(self, path: str, **form: str) -> httpx.Response:
        return self.http.post(path, data=form, auth=(self.name, self.secret))

    def token(self) -> str:
        answer = self.ask("/oauth/token", grant_type="client_credentials")
        return str(answer.raise_for_status().json()["access_token"])

    def get(self, path: str, token: str) -> httpx.Response:
        return self.http.get(path, headers={"Authorization": f"Bearer {token}"})


@pytest.fixture(scope="module")
def program(suite: RunningSuite) -> Iterator[Program]:
    """Registered by the administrator for an agency that is new."""
    suite.ready()
    with suite.client(suite.token("administrator")) as administrator, suite.client() as http:
        agency = entered(administrator)
        given = {"organisation_id": agency, "name": "Шлюз ведомства", "scopes": [EVENTS]}
        registered = administrator.post("/v1/clients", json=given).raise_for_status().json()
        yield Program(http, registered["client"]["client_id"], registered["client_secret"])


def entered(administrator: httpx.Client) -> str:
    digits = "770000001"
    number = digits + inn.calc_company_check_digit(digits)
    agency = {
        "name": "Ведомство",
        "kind": "agency",
        "inn": number,
        "ogrn": "1027700132195",
        "kpp": "770001001",
    }
    answer: dict[str, Any] = administrator.post("/v1/organisations", json=agency).raise_for_status().json()
    return str(answer["organisation_id"])


def test_a_program_reads_the_events_it_was_granted(program: Program) -> None:
    answer = program.get("/v1/events", program.token())

    assert answer.status_code == 200
    assert answer.json()["items"]


def test_a_program_may_do_nothing_that_names_no_scope(program: Program) -> None:
    answer = program.get("/v1/me", program.token())

    assert (answer.status_code, answer.json()["details"]) == (403, {"scope": "none"})


def test_a_token_is_known_until_it_is_given_back(program: Program) -> None:
    token = program.token()

    known = program.ask("/oauth/introspection", token=token).json()
    returned = program.ask("/oauth/revocation", token=token)

    assert (known["active"], known["scope"]) == (True, EVENTS)
    assert (returned.status_code, returned.content) == (200, b"")
    assert program.ask("/oauth/introspection", token=token).json() == {"active": False}


def test_who_does_not_know_the_secret_is_refused_in_the_words_of_oauth(program: Program) -> None:
    stranger = Program(program.http, program.name, "guess")

    answer = stranger.ask("/oauth/token", grant_type="client_credentials")

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="nmo"'


def test_the_server_tells_where_all_this_is(program: Program) -> None:
    told = program.http.get("/.well-known/oauth-authorization-server").json()

    assert told["token_endpoint"].endswith("/oauth/token")
    assert EVENTS in told["scopes_supported"]
