"""Browsers are told what they may not do."""

from __future__ import annotations

from typing import Any

import falcon
import falcon.testing
import pytest

from gateway.errors import bare
from gateway.refusals import MalformedRequest
from tests.builders.gateway import a_client

SITE = "https://portal.example"
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def client() -> falcon.testing.TestClient:
    return a_client(allowed_origins=(SITE,))


@pytest.mark.parametrize("path", ["/healthz", "/v1/me", "/nowhere", "/openapi.json", "/docs"])
def test_every_answer_is_protected(client: falcon.testing.TestClient, path: str) -> None:
    headers = client.simulate_get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; frame-ancestors 'none'")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ({"method": "GET", "path": "/.well-known/oauth-authorization-server"}, 200),
        ({"method": "POST", "path": "/v1/sessions", "body": "{", "headers": JSON}, 400),
        ({"method": "GET", "path": "/v1/me"}, 401),
        ({"method": "GET", "path": "/nowhere"}, 404),
        ({"method": "PUT", "path": "/v1/sessions"}, 405),
        ({"method": "GET", "path": "/v1/me", "headers": {"Accept": "text/html"}}, 406),
        ({"method": "POST", "path": "/v1/sessions", "body": "x" * 2_000_000, "headers": JSON}, 413),
        (
            {
                "method": "POST",
                "path": "/v1/sessions",
                "body": "a=b",
                "headers": {"Content-Type": "text/plain"},
            },
            415,
        ),
        ({"method": "POST", "path": "/v1/sessions", "body": "{}", "headers": JSON}, 422),
        ({"method": "GET", "path": "/v1/activities"}, 503),
    ],
    ids=lambda case: str(case) if isinstance(case, int) else "",
)
def test_whatever_the_answer_it_is_protected(
    client: falcon.testing.TestClient, request_: dict[str, Any], status: int
) -> None:
    answer = client.simulate_request(**request_)

    assert answer.status_code == status
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "X-Correlation-Id" in answer.headers


class Broken:
    """What somebody forgot to think of."""

    def on_get(self, req: falcon.Request, resp: falcon.Response) -> None:
        raise RuntimeError("nobody has thought of this")


@pytest.mark.parametrize("status", [304, 500])
def test_what_has_no_news_and_what_fails_is_protected(status: int) -> None:
    client = a_client(allowed_origins=(SITE,))
    client.app.add_route("/broken", Broken())
    tag = client.simulate_get("/openapi.json").headers["ETag"]

    path = {304: "/openapi.json", 500: "/broken"}[status]
    answer = client.simulate_get(path, headers={"If-None-Match": tag, "Origin": SITE})

    assert (answer.status_code, answer.headers["X-Content-Type-Options"]) == (status, "nosniff")
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Access-Control-Allow-Origin"] == SITE
    assert "nobody has thought" not in answer.text


def test_who_is_told_to_wait_is_protected_too() -> None:
    client = a_client(rate_limit=1)
    asked: dict[str, Any] = {"path": "/v1/sessions", "body": "{}", "headers": JSON}

    client.simulate_post(**asked)
    answer = client.simulate_post(**asked)

    assert (answer.status_code, answer.headers["X-Content-Type-Options"]) == (429, "nosniff")


def test_not_even_what_never_was_a_request_is_framed_or_referred() -> None:
    head = bare(MalformedRequest()).partition(b"\r\n\r\n")[0]

    assert b"X-Content-Type-Options: nosniff" in head
    assert b"Referrer-Policy: no-referrer" in head
    assert b"frame-ancestors 'none'" in head


def test_only_an_address_with_tls_promises_tls() -> None:
    secure = a_client(public_url="https://nmo.example").simulate_get("/healthz")
    plain = a_client(public_url="http://127.0.0.1:8000").simulate_get("/healthz")

    assert "Strict-Transport-Security" in secure.headers
    assert "Strict-Transport-Security" not in plain.headers


def test_a_page_of_an_allowed_site_may_call(client: falcon.testing.TestClient) -> None:
    headers = client.simulate_get("/v1/me", headers={"Origin": SITE}).headers

    assert headers["Access-Control-Allow-Origin"] == SITE
    assert "Access-Control-Allow-Credentials" not in headers
    assert "Origin" in headers["Vary"]


def test_a_page_of_another_site_may_not(client: falcon.testing.TestClient) -> None:
    headers = client.simulate_get("/v1/me", headers={"Origin": "https://evil.example"}).headers

    assert "Access-Control-Allow-Origin" not in headers


def test_no_site_is_allowed_unless_told() -> None:
    headers = a_client().simulate_get("/v1/me", headers={"Origin": SITE}).headers

    assert "Access-Control-Allow-Origin" not in headers


def test_a_browser_may_ask_before_it_calls(client: falcon.testing.TestClient) -> None:
    asked = {"Origin": SITE, "Access-Control-Request-Method": "POST"}

    answered = client.simulate_options("/v1/activities", headers=asked)

    assert answered.status_code == 200
    assert answered.headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST"


def test_pages_load_nothing_from_elsewhere(client: falcon.testing.TestClient) -> None:
    page = client.simulate_get("/docs")

    assert "style-src 'self'" in page.headers["Content-Security-Policy"]
    assert "http://" not in page.text
    assert "https://" not in page.text
