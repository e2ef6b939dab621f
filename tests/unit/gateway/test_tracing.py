"""Every request has a name, its own or ours, and leaves one line in the log that tells of nobody."""

from __future__ import annotations

import logging
from uuid import UUID

import falcon.testing
import pytest

from tests.builders.gateway import a_client

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.fixture(scope="module")
def client() -> falcon.testing.TestClient:
    return a_client()


def correlation(client: falcon.testing.TestClient, **headers: str) -> str:
    answered = client.simulate_get("/healthz", headers={n.replace("_", "-"): v for n, v in headers.items()})
    return answered.headers["X-Correlation-Id"]


def test_a_request_keeps_its_name(client: falcon.testing.TestClient) -> None:
    assert correlation(client, X_Correlation_Id="case-7") == "case-7"


def test_a_request_without_a_name_gets_one(client: falcon.testing.TestClient) -> None:
    assert UUID(correlation(client)) != UUID(correlation(client))


@pytest.mark.parametrize("name", ["", "two words", "a" * 129, "<script>", 'quo"te'])
def test_a_name_that_could_do_harm_is_replaced(client: falcon.testing.TestClient, name: str) -> None:
    assert UUID(correlation(client, X_Correlation_Id=name))


def test_a_trace_names_its_request(client: falcon.testing.TestClient) -> None:
    assert correlation(client, traceparent=f"00-{TRACE}-00f067aa0ba902b7-01") == TRACE


@pytest.mark.parametrize(
    "traceparent",
    [
        f"ff-{TRACE}-00f067aa0ba902b7-01",
        f"00-{'0' * 32}-00f067aa0ba902b7-01",
        f"00-{TRACE}-{'0' * 16}-01",
        "x",
    ],
)
def test_a_malformed_trace_is_ignored(client: falcon.testing.TestClient, traceparent: str) -> None:
    assert correlation(client, traceparent=traceparent) != TRACE


def test_a_refusal_bears_the_name_too(client: falcon.testing.TestClient) -> None:
    refused = client.simulate_get("/nowhere", headers={"X-Correlation-Id": "case-7"})

    assert refused.headers["X-Correlation-Id"] == refused.json["correlation_id"] == "case-7"


def test_the_log_tells_the_route_and_no_query(
    client: falcon.testing.TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="gateway.tracing"):
        client.simulate_get("/v1/activities", params={"limit": "ivanova@example.org"})

    [line] = [record.__dict__["fields"] for record in caplog.records if record.name == "gateway.tracing"]
    assert line.pop("milliseconds") >= 0
    assert line == {"method": "GET", "route": "/v1/activities", "path": "/v1/activities", "status": 422}


def test_the_log_does_not_repeat_an_address_that_we_do_not_know(
    client: falcon.testing.TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="gateway.tracing"):
        client.simulate_get("/people/ivanova")

    [line] = [record.__dict__["fields"] for record in caplog.records if record.name == "gateway.tracing"]
    assert line["path"] is None
