"""Whatever the published document lets people ask, nothing breaks, and the answer is as it promises."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from requests.adapters import HTTPAdapter
from rich.console import Console
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from stdnum.ru import inn

from deploy.demo.display import Display
from deploy.demo.drive import STEPS, opened
from deploy.demo.journey import Journey
from deploy.seed.api import Api
from deploy.seed.entrance import enter
from gateway import openapi
from gateway.route import Route
from gateway.routes import ROUTES
from kernel.schemas import VALUES
from kernel.values import Role
from tests.builders.boundaries import Edge
from tests.builders.gateway import ISSUER
from tests.suite import RunningSuite, an_address

DOCUMENT = openapi.document(ROUTES, ISSUER)
API = schemathesis.openapi.from_dict(DOCUMENT)
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
# Of each route: requests that fit their schema, beside those at its two edges, and requests that do not.
EXAMPLES = {GenerationMode.POSITIVE: TIMES - 1, GenerationMode.NEGATIVE: TIMES}
EDGES = [Edge(place, DOCUMENT["components"]["schemas"]) for place in (0, 1)]
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
def journey(suite: RunningSuite) -> Iterator[Journey]:
    """A newcomer with a cycle and a seat in an activity of the demo's provider: things nobody else needs."""
    suite.ready()
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as journey:
        for step in STEPS[: STEPS.index(Journey.enrol) + 1]:
            step(journey)
        yield journey


@pytest.fixture(scope="module")
def tokens(suite: RunningSuite, journey: Journey) -> Mapping[Role, str]:
    """Of somebody in each role."""
    staff = {Role(account["role"]) for account in suite.demo["accounts"]} - {Role.SPECIALIST}
    with suite.client() as anyone:
        credentials = {"login": journey.newcomer.phone, "password": journey.newcomer.password}
        newcomer = enter(Api(anyone), credentials).access_token
    return {Role.SPECIALIST: newcomer, **{role: suite.token(role) for role in staff}}


@pytest.fixture(scope="module")
def things(suite: RunningSuite, journey: Journey, tokens: Mapping[Role, str]) -> Mapping[str, str]:
    """What is theirs, by the names that paths have for it: behind what is not there nothing can break."""
    cycles = journey.specialist.get("/v1/me/credits/balance")["items"]
    return {
        "activity_id": journey.kept["activity"].rpartition("/")[2],
        "enrolment_id": journey.kept["enrolment"],
        "person_id": journey.kept["person"],
        "cycle_id": cycles[0]["cycle_id"],
    }


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.mount("http://", Apart())
        yield session


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def bearer(route: Route, tokens: Mapping[Role, str]) -> dict[str, str]:
    """A token of somebody who may ask, unless anybody may."""
    allowed = route.operation.roles
    if not allowed:
        return {}
    role = Role.SPECIALIST if Role.SPECIALIST in allowed else min(allowed.intersection(tokens))
    return {"Authorization": f"Bearer {tokens[role]}"}


def at_the_edge(edge: Edge, route: Route, things: Mapping[str, str]) -> schemathesis.Case:
    """A request with the least, or the most, that its schema lets through, about things that are there."""
    operation = API[route.path][route.method]
    told = DOCUMENT["paths"][route.path][route.method.lower()]
    given = [each for each in told.get("parameters", ()) if "$ref" not in each]
    # An address takes less than a body.
    short = replace(edge, longest=100)
    found = {
        place: {each["name"]: short.of(each["schema"]) for each in given if each["in"] == place}
        for place in ("path", "query")
    }
    content = told.get("requestBody", {"content": {}})["content"]
    media_type = next(iter(content), None)
    return operation.Case(
        path_parameters={name: things.get(name, value) for name, value in found["path"].items()},
        query={name: value for name, value in found["query"].items() if value is not None},
        **({"body": edge.of(content[media_type]["schema"]), "media_type": media_type} if media_type else {}),
    )


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_nothing_breaks_and_every_answer_is_as_promised(
    suite: RunningSuite,
    tokens: Mapping[Role, str],
    things: Mapping[str, str],
    session: requests.Session,
    route: Route,
) -> None:
    headers = bearer(route, tokens)

    def ask(case: schemathesis.Case) -> None:
        answer = case.call(base_url=suite.url, session=session, headers=headers)
        case.validate_response(answer, checks=PROMISED)

    for edge in () if name_of(route) in FOR_EVERYBODY else EDGES:
        ask(at_the_edge(edge, route, things))
    for mode, examples in EXAMPLES.items():
        if not examples or (mode is GenerationMode.POSITIVE and name_of(route) in FOR_EVERYBODY):
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
