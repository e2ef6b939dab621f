"""Whatever is sent to the running suite, the answer is a problem that says what is wrong, and nothing breaks."""

from __future__ import annotations

import re
import socket
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from gateway.route import Route
from gateway.routes import ROUTES
from kernel.messages import ANYONE
from tests.suite import RunningSuite

NASTY: tuple[Any, ...] = (
    None, True, 0, -1, 10**30, 1.5, "", " ", "x" * 5000, "\x00", "\u202e", "' OR 1=1 --", "<script>",
    "../../etc/passwd", "${jndi:ldap://x}", "%s%n", [], {}, [[[]]], {"$gt": ""}, "NaN", "١٢٣",
)  # fmt: skip
PROBLEM = {"type", "title", "status", "detail", "code", "instance", "correlation_id", "errors", "details"}
ANYTHING = "01930000-0000-7000-8000-00000000dead"
WRITES = [route for route in ROUTES if route.has_body]
EVERY_WRITE = pytest.mark.parametrize("route", WRITES, ids=lambda route: f"{route.method} {route.path}")
EVERY_ROUTE = pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")


def path_of(route: Route, value: str = ANYTHING) -> str:
    return re.sub(r"\{\w+\}", value, route.path)


def tokens_of(suite: RunningSuite) -> dict[str, str]:
    """role -> token, of the accounts of the demo."""
    found = {}
    with suite.client() as client:
        for account in suite.demo["accounts"]:
            given = {"login": account["login"], "password": account["password"]}
            tokens = client.post("/v1/sessions", json=given).raise_for_status().json()
            found[account["role"]] = tokens["access_token"]
    return found


@pytest.fixture(scope="module")
def tokens(suite: RunningSuite) -> dict[str, str]:
    suite.ready()
    return tokens_of(suite)


def ask(suite: RunningSuite, tokens: dict[str, str], route: Route, **request: Any) -> httpx.Response:
    """Send a request as somebody who may."""
    role = next((role for role in sorted(route.operation.roles) if role in tokens), None)
    path = request.pop("path", path_of(route))
    with suite.client(tokens[role] if role else None) as client:
        return client.request(route.method, path, **request)


def refused(answer: httpx.Response) -> bool:
    """Whether the answer is a well-formed problem of the one who asked, and no fault of ours."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json().keys() == PROBLEM
    assert answer.json()["status"] == answer.status_code
    return 400 <= answer.status_code < 500


@EVERY_WRITE
def test_no_value_in_any_field_breaks_anything(
    suite: RunningSuite, tokens: dict[str, str], route: Route
) -> None:
    names = [name for name in vars(route.operation.takes)["__dataclass_fields__"]]
    for value in NASTY:
        body = {name: value for name in names if name not in route.parameters}

        assert refused(ask(suite, tokens, route, json=body)) if body else True


@EVERY_ROUTE
@pytest.mark.parametrize("value", ["0", "%00", "%FF", "..", "%27--", "x" * 3000], ids=str)
def test_no_value_in_any_path_breaks_anything(
    suite: RunningSuite, tokens: dict[str, str], route: Route, value: str
) -> None:
    if not route.parameters:
        return

    assert refused(
        ask(suite, tokens, route, path=path_of(route, value), **({"json": {}} if route.has_body else {}))
    )


@EVERY_ROUTE
def test_an_unknown_parameter_is_refused(suite: RunningSuite, tokens: dict[str, str], route: Route) -> None:
    assert refused(ask(suite, tokens, route, params={"colour": "red"}))


@EVERY_ROUTE
def test_nobody_gets_what_is_not_for_everybody(suite: RunningSuite, route: Route) -> None:
    if route.operation.roles == ANYONE:
        return

    with suite.client() as client:
        answer = client.request(route.method, path_of(route))

    assert (answer.status_code, refused(answer)) == (401, True)


@pytest.mark.parametrize(
    "line",
    [
        b"GET / HTTP/9.9", b"GET", b"G\x00T / HTTP/1.1", b"GET /\xff\xfe HTTP/1.1",
        b"POST /v1/sessions HTTP/1.1\r\nContent-Length: -1", b"POST /v1/sessions HTTP/1.1\r\nContent-Length: 1e9",
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


def test_after_all_that_the_suite_is_ready(suite: RunningSuite) -> None:
    suite.ready()
