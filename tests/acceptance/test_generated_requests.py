"""Whatever the published document lets people ask, nothing breaks, and the answer is as it promises."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from requests.adapters import HTTPAdapter
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from stdnum.ru import inn

from deploy.demo.newcomer import a_newcomer
from gateway import openapi
from gateway.route import Route
from gateway.routes import ROUTES
from kernel.schemas import VALUES
from kernel.values import Role
from tests.builders.gateway import ISSUER
from tests.suite import RunningSuite, an_address

API = schemathesis.openapi.from_dict(openapi.document(ROUTES, ISSUER))
load_all_checks()
PROMISED = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    ]
)
# How much more is asked than usually: `make fuzz`.
TIMES = int(os.environ.get("FUZZ", "1"))
# Of each route: requests that fit their schema, and requests that do not.
EXAMPLES = {GenerationMode.POSITIVE: 2 * TIMES, GenerationMode.NEGATIVE: TIMES}
# What these enter in force is in force for everybody, other tests among them.
FOR_EVERYBODY = {"POST /v1/dictionaries", "POST /v1/credits/decrees"}


def an_inn(serial: int) -> str:
    """Of an organisation nobody else has heard of. serial: four digits."""
    digits = f"00008{serial:04}"
    return digits + inn.calc_company_check_digit(digits)


for schema in VALUES.values():
    if "format" in schema:
        schemathesis.openapi.format(schema["format"], st.just(schema["examples"][0]))
schemathesis.openapi.format("inn-organisation", st.integers(0, 9999).map(an_inn))


class Apart(HTTPAdapter):
    """From an address of its own: wrong guesses are counted by it, and shut nobody else out."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options, source_address=(an_address(), 0))


@pytest.fixture(scope="module")
def tokens(suite: RunningSuite) -> Mapping[Role, str]:
    """Of somebody in each role; the specialist is one nobody else needs."""
    suite.ready()
    staff = {Role(account["role"]) for account in suite.demo["accounts"]} - {Role.SPECIALIST}
    with suite.client() as anyone:
        newcomer = a_specialist(suite, anyone)
    return {Role.SPECIALIST: newcomer, **{role: suite.token(role) for role in staff}}


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.mount("http://", Apart())
        yield session


def a_specialist(suite: RunningSuite, anyone: httpx.Client) -> str:
    newcomer = a_newcomer()
    begun = anyone.post("/v1/registrations", json=newcomer.registration).raise_for_status().json()
    code = suite.sms(newcomer.phone)[0].split(": ")[1][:6]
    path = f"/v1/registrations/{begun['person_id']}/confirmation"
    anyone.post(path, json={"code": code}).raise_for_status()
    credentials = {"login": newcomer.phone, "password": newcomer.password}
    token: str = anyone.post("/v1/sessions", json=credentials).raise_for_status().json()["access_token"]
    return token


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def bearer(route: Route, tokens: Mapping[Role, str]) -> dict[str, str]:
    """A token of somebody who may ask, unless anybody may."""
    allowed = route.operation.roles
    if not allowed:
        return {}
    role = Role.SPECIALIST if Role.SPECIALIST in allowed else min(allowed.intersection(tokens))
    return {"Authorization": f"Bearer {tokens[role]}"}


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_nothing_breaks_and_every_answer_is_as_promised(
    suite: RunningSuite, tokens: Mapping[Role, str], session: requests.Session, route: Route
) -> None:
    headers = bearer(route, tokens)

    def ask(case: schemathesis.Case) -> None:
        answer = case.call(base_url=suite.url, session=session, headers=headers)
        case.validate_response(answer, checks=PROMISED)

    for mode, examples in EXAMPLES.items():
        if mode is GenerationMode.POSITIVE and name_of(route) in FOR_EVERYBODY:
            continue
        generated = given(case=API[route.path][route.method].as_strategy(mode))
        bounded = settings(
            max_examples=examples,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        bounded(generated(ask))()
