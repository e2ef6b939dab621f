"""Browsers are told what they may not do."""

from __future__ import annotations

import falcon.testing
import pytest

from tests.builders.gateway import a_client

SITE = "https://portal.example"


@pytest.fixture(scope="module")
def client() -> falcon.testing.TestClient:
    return a_client(allowed_origins=(SITE,))


@pytest.mark.parametrize("path", ["/healthz", "/v1/me", "/nowhere", "/openapi.json", "/docs"])
def test_every_answer_is_protected(client: falcon.testing.TestClient, path: str) -> None:
    headers = client.simulate_get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; frame-ancestors 'none'")


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
