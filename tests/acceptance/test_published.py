"""What the running suite answers is what it has published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from contracts.journal import SERVICES
from tests.suite import RunningSuite

Callers = dict[str, httpx.Client]


@pytest.fixture(scope="module")
def callers(suite: RunningSuite) -> Iterator[Callers]:
    """A client of the gateway for each role of the demo."""
    suite.ready()
    with ExitStack() as stack:
        found = {"nobody": stack.enter_context(suite.client())}
        for account in suite.demo["accounts"]:
            found[account["role"]] = stack.enter_context(suite.client(suite.token(account["role"])))
        yield found


@pytest.fixture(scope="module")
def api(suite: RunningSuite) -> dict[str, Any]:
    """The OpenAPI document, as the gateway serves it."""
    suite.ready()
    with suite.client() as client:
        document: dict[str, Any] = client.get("/openapi.json").raise_for_status().json()
    return document


def reads_of(api: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, role and operation of every read that asks for nothing by name."""
    for path, methods in api["paths"].items():
        operation = methods.get("get")
        if (
            operation
            and not _names(operation)
            and path != "/v1/audit"
            and {"launch": []} not in operation["security"]
        ):
            for role in operation["x-roles"] or ("nobody",):
                yield path, role, operation


def _names(operation: dict[str, Any]) -> bool:
    return any(each.get("required") and each["in"] != "header" for each in operation.get("parameters", ()))


def fits(api: dict[str, Any], operation: dict[str, Any], answer: httpx.Response) -> None:
    media_type = answer.headers["content-type"].split(";")[0]
    content = operation["responses"][str(answer.status_code)]["content"][media_type]
    schema = {**content["schema"], "components": api["components"]}
    Draft202012Validator(schema).validate(answer.json())


def test_every_read_answers_what_its_schema_says(callers: Callers, api: dict[str, Any]) -> None:
    for path, role, operation in reads_of(api):
        if role in callers:
            answer = callers[role].get(path)
            # Who has linked no account, say, is told so, as the document says.
            assert answer.status_code in (200, 404), (path, role, answer.text)
            fits(api, operation, answer)


def test_every_card_of_the_catalogue_fits_its_schema(callers: Callers, api: dict[str, Any]) -> None:
    operation = api["paths"]["/v1/activities/{activity_id}"]["get"]
    page = callers["nobody"].get("/v1/activities", params={"limit": 20}).json()

    for card in page["items"]:
        fits(api, operation, callers["nobody"].get(f"/v1/activities/{card['activity_id']}"))


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_answers_for_its_journal(callers: Callers, api: dict[str, Any], service: str) -> None:
    answer = callers["auditor"].get("/v1/audit", params={"service": service, "limit": 100})

    fits(api, api["paths"]["/v1/audit"]["get"], answer)


def test_every_event_of_the_feed_fits_the_schema_it_names(callers: Callers) -> None:
    feed = callers["administrator"].get("/v1/events", params={"limit": 100}).raise_for_status().json()
    assert feed["items"]

    for event in (item["event"] for item in feed["items"]):
        schema = callers["nobody"].get(event["dataschema"]).raise_for_status().json()
        Draft202012Validator(schema).validate(event["data"])


def test_the_same_thing_has_the_same_bytes_until_it_changes(callers: Callers) -> None:
    first = callers["nobody"].get("/v1/policies")

    again = callers["nobody"].get("/v1/policies", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
