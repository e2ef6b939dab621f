"""Whatever is refused is refused as one kind of document, in the language of the reader."""

from __future__ import annotations

import re
from urllib.parse import quote

import falcon.testing
import pytest

from tests.builders.gateway import a_client


@pytest.fixture(scope="module")
def client() -> falcon.testing.TestClient:
    return a_client()


def test_a_problem_has_all_its_members(client: falcon.testing.TestClient) -> None:
    headers = {"X-Correlation-Id": "case-7", "Accept-Language": "en"}

    refused = client.simulate_post("/v1/sessions", json={"login": "+79001234567"}, headers=headers)

    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json == {
        "type": "/problems/Invalid",
        "title": "The request does not satisfy its contract.",
        "status": 422,
        "detail": "password: A value is required.",
        "code": "Invalid",
        "instance": "/v1/sessions",
        "correlation_id": "case-7",
        "errors": [{"field": "password", "rule": "required", "message": "A value is required."}],
        "details": {"password": "required"},
    }


def test_problems_speak_russian_unless_asked_otherwise(client: falcon.testing.TestClient) -> None:
    refused = client.simulate_get("/v1/me")

    assert (refused.json["title"], refused.headers["Content-Language"]) == ("Требуется вход в систему.", "ru")


def test_the_answer_says_what_it_varies_by(client: falcon.testing.TestClient) -> None:
    assert "Accept-Language" in client.simulate_get("/v1/me").headers["Vary"]


def test_a_problem_is_never_cached(client: falcon.testing.TestClient) -> None:
    assert client.simulate_get("/v1/me").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/v1/nothing", "/v1", "/v1/me/", "/V1/me", "/v1//me", "/v1/me/../me"])
def test_an_unknown_address_is_told(client: falcon.testing.TestClient, path: str) -> None:
    refused = client.simulate_get(path)

    assert (refused.status_code, refused.json["code"]) == (404, "UnknownAddress")


def test_a_method_that_is_not_taken_is_told_with_those_that_are(client: falcon.testing.TestClient) -> None:
    refused = client.simulate_patch("/v1/activities")

    assert (refused.status_code, refused.json["code"]) == (405, "MethodRefused")
    assert refused.headers["Allow"] == "GET, HEAD, POST, OPTIONS"


def test_nobody_may_trace(client: falcon.testing.TestClient) -> None:
    assert client.simulate_request("TRACE", "/v1/activities").status_code == 405


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "application/json;q=0"])
def test_nothing_but_json_is_answered(client: falcon.testing.TestClient, accept: str) -> None:
    refused = client.simulate_post("/v1/sessions", json={}, headers={"Accept": accept})

    assert (refused.status_code, refused.json["code"]) == (406, "NotAcceptable")


@pytest.mark.parametrize("accept", ["*/*", "application/*", "text/html, application/json;q=0.1"])
def test_whoever_takes_json_gets_it(client: falcon.testing.TestClient, accept: str) -> None:
    assert client.simulate_post("/v1/sessions", json={}, headers={"Accept": accept}).status_code == 422


def test_too_much_body_is_refused_before_it_is_read(client: falcon.testing.TestClient) -> None:
    refused = client.simulate_post(
        "/v1/sessions", body=b"{}", headers={"Content-Length": str(2**30), "Content-Type": "application/json"}
    )

    assert (refused.status_code, refused.json["code"]) == (413, "BodyTooLarge")


def test_another_format_is_refused(client: falcon.testing.TestClient) -> None:
    refused = client.simulate_post("/v1/sessions", body="login=me", headers={"Content-Type": "text/plain"})

    assert (refused.status_code, refused.json["code"]) == (415, "UnsupportedMediaType")


def test_too_many_headers_are_refused(client: falcon.testing.TestClient) -> None:
    refused = client.simulate_get("/v1/policies", headers={"X-Padding": "a" * 20_000})

    assert (refused.status_code, refused.json["code"]) == (431, "HeadersTooLarge")


def test_malformed_json_is_told_apart_from_a_broken_rule(client: falcon.testing.TestClient) -> None:
    refused = client.simulate_post("/v1/sessions", body="{", headers={"Content-Type": "application/json"})

    assert (refused.status_code, refused.json["errors"][0]["rule"]) == (400, "json.syntax")


def test_a_flood_of_mistakes_is_answered_in_moderation(client: falcon.testing.TestClient) -> None:
    flood = {f"field {number} {'x' * 1000}": 1 for number in range(500)}

    refused = client.simulate_post("/v1/sessions", json=flood)

    assert len(refused.json["errors"]) == 50
    assert len(refused.text) < 50_000


@pytest.mark.parametrize("path", ["/v1/policies/ключ %", "/v1/activities/a\x02b", "/v1/activities/a b"])
def test_the_instance_of_a_problem_is_an_address_whatever_was_asked(
    client: falcon.testing.TestClient, path: str
) -> None:
    refused = client.simulate_post(quote(path), json={})

    assert re.fullmatch(r"[!-~]+", refused.json["instance"])
