"""Whatever is sent to the running suite is answered, nothing breaks, and refusals say what is wrong."""

from __future__ import annotations

import base64
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import fields
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from gateway.route import Route
from gateway.routes import ROUTES
from tests.suite import RunningSuite

NASTY: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, "", " ", "x" * 5000, "\x00", "\u202e", "' OR 1=1 --", "<script>",
    "../../etc/passwd", "${jndi:ldap://x}", "%s%n", [], {}, [[[]]], {"$gt": ""}, "NaN", "١٢٣",
)  # fmt: skip
PROBLEM = {"type", "title", "status", "detail", "code", "instance", "correlation_id", "errors", "details"}
Callers = dict[str | None, httpx.Client]
ANYTHING = "01930000-0000-7000-8000-00000000dead"


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


JSON_ROUTES = [route for route in ROUTES if not route.form]
EVERY_ROUTE = pytest.mark.parametrize("route", JSON_ROUTES, ids=name_of)


def path_of(route: Route, value: str = ANYTHING) -> str:
    return re.sub(r"\{\w+\}", value, route.path)


@pytest.fixture(scope="module")
def callers(suite: RunningSuite) -> Iterator[Callers]:
    """A client of the gateway for each role of the demo, and one for nobody: apart, as they fail so often."""
    suite.ready()
    with ExitStack() as stack:
        nobody = stack.enter_context(suite.apart())
        found: Callers = {None: nobody}
        for account in suite.demo["accounts"]:
            found[account["role"]] = stack.enter_context(suite.apart(suite.token(account["role"])))
        yield found


def ask(callers: Callers, route: Route, **request: Any) -> httpx.Response:
    """Send a request as somebody who may."""
    role = next((role for role in sorted(route.operation.roles) if role in callers), None)
    path = request.pop("path", path_of(route))
    return callers[role].request(route.method, path, **request)


def refused(answer: httpx.Response) -> bool:
    """Whether the request was refused as it should be: by a whole problem, and for no fault of ours."""
    if answer.request.url.path.startswith("/oauth/"):  # RFC 6749 has words of its own
        return "error" in answer.json() and 400 <= answer.status_code < 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json().keys() == PROBLEM
    assert answer.json()["status"] == answer.status_code
    return 400 <= answer.status_code < 500


@pytest.mark.parametrize("route", [route for route in JSON_ROUTES if route.has_body], ids=name_of)
def test_no_value_in_any_field_breaks_anything(callers: Callers, route: Route) -> None:
    names = {field.name for field in fields(route.operation.takes)} - {*route.parameters}

    for value in NASTY:
        answer = ask(callers, route, json=dict.fromkeys(names, value))
        assert answer.is_success or refused(answer), value


@pytest.mark.parametrize("route", [route for route in ROUTES if route.form], ids=name_of)
def test_no_value_in_any_form_breaks_anything(callers: Callers, route: Route) -> None:
    names = {field.name for field in fields(route.operation.takes)}

    for value in NASTY:
        answer = callers[None].post(route.path, data=dict.fromkeys(names, str(value)))
        assert 400 <= answer.status_code < 500, value
        assert answer.json()["error"]


@pytest.mark.parametrize("route", [route for route in ROUTES if route.parameters], ids=name_of)
def test_no_value_in_any_path_breaks_anything(callers: Callers, route: Route) -> None:
    for value in ("0", "%00", "%FF", "...", "%2E%2E%2F", "%27--", "x" * 3000):
        body: dict[str, Any] = {"json": {}} if route.has_body else {}

        assert refused(ask(callers, route, path=path_of(route, value), **body)), value


@EVERY_ROUTE
def test_an_unknown_parameter_is_refused(callers: Callers, route: Route) -> None:
    assert refused(ask(callers, route, params={"colour": "red"}))


@pytest.mark.parametrize("route", [route for route in ROUTES if route.operation.roles], ids=name_of)
def test_nobody_gets_what_is_not_for_everybody(callers: Callers, route: Route) -> None:
    answer = callers[None].request(route.method, path_of(route))

    assert (answer.status_code, refused(answer)) == (401, True)


@pytest.mark.parametrize(
    "line",
    [
        b"GET / HTTP/9.9", b"GET", b"G\x00T / HTTP/1.1", b"GET /\xff\xfe HTTP/1.1",
        b"POST /v1/sessions HTTP/1.1\r\nContent-Length: -1",
        b"POST /v1/sessions HTTP/1.1\r\nContent-Length: 1e9",
        b"POST /v1/sessions HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5",
        b"GET /healthz HTTP/1.1\r\nX-A: " + b"a" * 70_000,
    ],
)  # fmt: skip
def test_what_is_no_http_at_all_is_answered_too(suite: RunningSuite, line: bytes) -> None:
    address = urlsplit(suite.url)

    with socket.create_connection((address.hostname or "", address.port or 0), timeout=10) as sent:
        sent.sendall(line + b"\r\nHost: x\r\nConnection: close\r\n\r\nzz\r\n\r\n")
        answered = sent.recv(65536)

    assert re.match(rb"HTTP/1\.[01] [245]\d\d ", answered) or answered == b""


@pytest.mark.parametrize("forged", ["alg:none", "another key"])
def test_a_forged_token_is_refused_and_noted(suite: RunningSuite, callers: Callers, forged: str) -> None:
    token = suite.token("specialist")
    head, body, _ = token.split(".")
    if forged == "alg:none":
        head = base64.urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")

    with suite.apart(f"{head}.{body}.") as stranger:
        answer = stranger.get("/v1/me")

    lines = callers["auditor"].get(
        "/v1/audit", params={"service": "identity", "action": "identity.token.refused"}
    )
    assert (answer.status_code, answer.json()["code"]) == (401, "Unauthenticated")
    assert "GET /v1/me" in {line["detail"]["route"] for line in lines.json()["items"]}


def test_after_all_that_the_suite_is_ready(suite: RunningSuite) -> None:
    suite.ready()
