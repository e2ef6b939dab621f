"""One address may send only so much of what anyone may send."""

from __future__ import annotations

import ipaddress
import re
from typing import Any

import falcon.testing
import pytest

from gateway.limits import Limits, address
from gateway.refusals import TooManyRequests
from gateway.route import Route
from gateway.routes import ROUTES
from kernel.messages import ANYONE
from tests.builders.gateway import a_client

PROXY = ipaddress.ip_network("10.0.0.0/8")


def spend(limits: Limits, key: str, times: int, now: float = 0.0) -> None:
    for _ in range(times):
        limits.take(key, now)


def test_a_bucket_holds_the_tokens_of_a_minute() -> None:
    limits = Limits(per_minute=3)
    spend(limits, "a", 3)

    with pytest.raises(TooManyRequests) as refused:
        limits.take("a", 0.0)

    assert refused.value.details == {"retry_after": "20"}


def test_a_bucket_fills_again_with_time() -> None:
    limits = Limits(per_minute=3)
    spend(limits, "a", 3)

    limits.take("a", 20.0)


def test_buckets_do_not_share_their_tokens() -> None:
    limits = Limits(per_minute=1)
    limits.take("a", 0.0)

    limits.take("b", 0.0)


def test_no_more_buckets_are_kept_than_allowed_and_the_used_ones_stay() -> None:
    limits = Limits(per_minute=1, most_buckets=2)
    for key in ("attacker", "a", "attacker's second"):
        limits.take(key, 0.0)

    with pytest.raises(TooManyRequests):
        limits.take("a", 0.0)


def test_who_logs_in_too_often_is_told_when_to_come_back() -> None:
    client = a_client(rate_limit=2)
    for _ in range(2):
        assert client.simulate_post("/v1/sessions", json={}).status_code == 422

    refused = client.simulate_post("/v1/sessions", json={})

    assert (refused.status_code, refused.json["code"]) == (429, "TooManyRequests")
    assert 0 < int(refused.headers["Retry-After"]) <= 30


@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if route.operation.roles == ANYONE and route.method != "GET"],
    ids=lambda route: route.path,
)
def test_every_write_that_is_open_to_anyone_is_limited(route: Route) -> None:
    """Codes asked for again among them: a limiter that misses one route limits nothing."""
    client, path = a_client(rate_limit=1), re.sub(r"\{\w+\}", "x", route.path)
    client.simulate_request(route.method, path, json={})

    refused = client.simulate_request(route.method, path, json={})

    assert refused.status_code == 429


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("203.0.113.7", None, "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1, nonsense", "198.51.100.1"),
        ("10.0.0.1", None, "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", None, "203.0.113.7"),
    ],
)
def test_only_a_trusted_proxy_is_believed(peer: str, forwarded: str | None, found: str) -> None:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    request = falcon.testing.create_req(headers=headers, remote_addr=peer)

    assert address(request, (PROXY,)) == found


@pytest.mark.parametrize(
    "disguise",
    [
        {"headers": {"X-Forwarded-For": "198.51.100.9"}},
        {"headers": {"Authorization": "Bearer x"}},
        {"headers": {"User-Agent": "another"}},
        {"headers": {"X-Correlation-Id": "another"}},
        {"headers": {"Idempotency-Key": "another"}},
        {"params": {"another": "1"}},
        {"path": "/v1/registrations/another/code"},
        {"host": "another.example"},
    ],
    ids=lambda disguise: str(*disguise),
)
def test_no_disguise_gets_around_a_limit(disguise: dict[str, Any]) -> None:
    client = a_client(rate_limit=1)
    path = disguise.pop("path", "/v1/registrations/one/code")
    client.simulate_post("/v1/registrations/one/code", json={})

    assert client.simulate_post(path, json={}, **disguise).status_code == 429
