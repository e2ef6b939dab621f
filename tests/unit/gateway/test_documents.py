"""What is published about the API is made of what serves it, and holds together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import falcon.testing
import pytest
from jsonschema import Draft202012Validator

from gateway import asyncapi, openapi, problems
from gateway.routes import ROUTES
from kernel import discovery, promises
from tests.builders.gateway import ISSUER, a_client

API = openapi.document(ROUTES, ISSUER)
EVENTS = asyncapi.document(discovery.events())


# Of the OpenAPI Initiative, Apache License 2.0: https://spec.openapis.org/oas/3.1/schema/2022-10-07
OFFICIAL = Path(__file__).parents[2] / "contract" / "vendored" / "openapi-3.1.json"


@pytest.fixture(scope="module")
def client() -> falcon.testing.TestClient:
    return a_client()


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for inner in part.values():
            yield from references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from references(inner)


def resolves(reference: str, document: Any) -> bool:
    for step in reference.removeprefix("#/").split("/"):
        document = document.get(step)
        if document is None:
            return False
    return True


@pytest.mark.parametrize("document", [API, EVENTS], ids=["openapi", "asyncapi"])
def test_every_reference_leads_somewhere(document: Any) -> None:
    assert [each for each in references(document) if not resolves(each, document)] == []


def test_every_route_is_described() -> None:
    described = {(method.upper(), path) for path, methods in API["paths"].items() for method in methods}

    assert described == {(route.method, route.path) for route in ROUTES}


def test_no_two_operations_share_a_name() -> None:
    names = [each["operationId"] for methods in API["paths"].values() for each in methods.values()]

    assert len(names) == len(set(names))


def test_every_error_that_a_route_may_answer_is_described() -> None:
    described = API["paths"]["/v1/activities/{activity_id}/enrolments"]["post"]["responses"]

    assert set(described) == {"201", "400", "401", "403", "404", "409", "413", "415", "422", "503"}
    assert "NoSeats" in described["409"]["description"]


def test_a_stale_version_is_a_failed_precondition_where_if_match_told_it() -> None:
    described = API["paths"]["/v1/activities/{activity_id}/submission"]["post"]["responses"]

    assert "StaleVersion" in described["412"]["description"]
    assert "StaleVersion" in described["409"]["description"]


def test_who_may_ask_is_described() -> None:
    enrol = API["paths"]["/v1/activities/{activity_id}/enrolments"]["post"]
    register = API["paths"]["/v1/registrations"]["post"]

    assert (enrol["x-roles"], enrol["security"]) == (["specialist"], [{"bearer": []}])
    assert (register["x-roles"], register["security"]) == ([], [])


def test_every_event_has_a_channel_and_a_schema(client: falcon.testing.TestClient) -> None:
    listed = client.simulate_get("/v1/events/schemas").json["items"]

    assert {each["type"] for each in listed} == EVENTS["channels"].keys()
    for each in listed:
        schema = client.simulate_get(each["schema"])
        assert schema.headers["Content-Type"] == "application/schema+json"
        assert schema.json["$id"] == each["schema"]


def test_the_envelope_is_no_part_of_the_data_of_an_event() -> None:
    for event in promises.together().events:
        assert not {"event_id", "occurred_at"} & asyncapi.schema_of(event)["properties"].keys()


@pytest.mark.parametrize("code", problems.every())
def test_every_error_has_a_page_in_both_languages(client: falcon.testing.TestClient, code: str) -> None:
    told = {
        language: client.simulate_get(f"/problems/{code}", headers={"Accept-Language": language}).json
        for language in ("ru", "en")
    }

    assert told["ru"]["title"] != told["en"]["title"]
    assert told["ru"]["code"] == told["en"]["code"] == code


def test_people_get_a_page_where_machines_get_json(client: falcon.testing.TestClient) -> None:
    page = client.simulate_get("/problems/NoSeats", headers={"Accept": "text/html,*/*;q=0.8"})

    assert page.headers["Content-Type"].startswith("text/html")
    assert "Свободных мест нет." in page.text


@pytest.mark.parametrize(("query", "title"), [("", "программный интерфейс"), ("en", "programming interface")])
def test_the_reference_speaks_both_languages(
    client: falcon.testing.TestClient, query: str, title: str
) -> None:
    page = client.simulate_get("/docs", params={"language": query} if query else {})

    assert title in page.text


@pytest.mark.parametrize("path", ["/openapi.json", "/asyncapi.json", "/docs", "/docs/pages.css"])
def test_a_document_is_not_sent_twice(client: falcon.testing.TestClient, path: str) -> None:
    tag = client.simulate_get(path).headers["ETag"]

    assert client.simulate_get(path, headers={"If-None-Match": tag}).status_code == 304


def test_the_bare_address_leads_to_the_reference(client: falcon.testing.TestClient) -> None:
    assert client.simulate_get("/").headers["Location"] == "/docs"


def test_the_document_is_openapi_as_its_makers_define_it() -> None:
    Draft202012Validator(json.loads(OFFICIAL.read_text())).validate(API)
