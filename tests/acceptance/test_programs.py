"""A program of an agency reads the feed of events, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from stdnum.ru import inn

from contracts.identity.oauth import JWT_BEARER
from contracts.scopes import EVENTS
from deploy.embedded.part import wait_for
from tests.builders.programs import an_assertion, jwk_of
from tests.suite import RunningSuite


@dataclass(frozen=True)
class Program:
    """http: a client of the gateway for nobody in particular."""

    http: httpx.Client
    agency: str
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
        yield Program(http, agency, registered["client"]["client_id"], registered["client_secret"])


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


def test_a_withdrawn_consent_ends_what_is_told_to_an_agency(suite: RunningSuite, program: Program) -> None:
    token = program.token()

    def told_of(person: str) -> set[str]:
        page = program.get(f"/v1/events?subject={person}&limit=100", token).json()
        return {item["event"]["type"].removeprefix("ru.nmo.identity.") for item in page["items"]}

    with suite.client(suite.token("specialist")) as own:
        person = own.get("/v1/me").json()["person_id"]
        before = told_of(person)
        [text, *_] = own.get("/v1/consent-texts").json()["items"]
        said = {"purpose": text["purpose"], "text_version": text["version"], "level": "minimal"}
        given = own.post("/v1/me/consents", json={**said, "recipient_id": program.agency})
        wait_for(lambda: "user.registered.v1" in told_of(person), timeout=20, what="the consent is not heard")
        path = f"/v1/me/consents/{given.json()['consent_id']}"
        own.post(f"{path}/withdrawal", json={}).raise_for_status()
        wait_for(lambda: "consent.withdrawn.v1" in told_of(person), timeout=20, what="nor its withdrawal")

    assert before == set()
    assert told_of(person) == {"consent.given.v1", "consent.withdrawn.v1"}


def test_a_program_that_signs_needs_no_secret(suite: RunningSuite, program: Program) -> None:
    """RFC 7523: `private_key_jwt`."""
    given = {"organisation_id": program.agency, "name": "Шлюз с ключом", "scopes": [EVENTS]}
    with suite.client(suite.token("administrator")) as administrator:
        asked = administrator.post("/v1/clients", json={**given, "public_key": jwk_of("ES256")})
    signed = an_assertion(asked.json()["client"]["client_id"], "ES256", aud=f"{suite.url}/oauth/token")
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": JWT_BEARER,
        "client_assertion": signed,
    }

    first, again = (program.http.post("/oauth/token", data=form) for _ in range(2))

    assert program.get("/v1/events", first.json()["access_token"]).status_code == 200
    assert (again.status_code, again.json()["error"]) == (401, "invalid_client")


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
    stranger = Program(program.http, program.agency, program.name, "guess")

    answer = stranger.ask("/oauth/token", grant_type="client_credentials")

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["WWW-Authenticate"] == 'Basic realm="nmo"'


def test_the_server_tells_where_all_this_is(program: Program) -> None:
    told = program.http.get("/.well-known/oauth-authorization-server").json()

    assert told["token_endpoint"].endswith("/oauth/token")
    assert EVENTS in told["scopes_supported"]
    for name in ("token", "introspection", "revocation"):
        # Each is there, and asks who asks.
        assert program.http.post(told[f"{name}_endpoint"], data={"token": "x"}).status_code in (400, 401)
    for name in ("jwks_uri", "service_documentation"):
        assert program.http.get(told[name]).status_code == 200
