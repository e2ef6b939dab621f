"""Where nobody answers, the gateway does, in time."""

from __future__ import annotations

from deploy.embedded.broker import Broker
from gateway.route import Route
from kernel.messages import ANYONE, Nothing, Operation
from tests.builders.gateway import a_client, a_token, bearer

DEAF = Operation("deaf", "hear", Nothing, Nothing, roles=ANYONE, reads=True, deadline=0.3)
ROUTES = (Route("GET", "/v1/deaf", DEAF, 204),)


def test_without_a_broker_a_request_is_refused_when_its_deadline_has_passed() -> None:
    refused = a_client(ROUTES).simulate_get("/v1/deaf")

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
    assert refused.json["details"] == {"service": "deaf", "reason": "broker"}


def test_a_stranger_to_the_broker_is_no_better_than_no_broker(broker: Broker) -> None:
    client = a_client(ROUTES, broker_url=broker.url("stranger", "guessed"))

    assert client.simulate_get("/v1/deaf").json["details"]["reason"] == "broker"


def test_without_identity_nobody_is_told_to_log_in_again() -> None:
    refused = a_client(ROUTES).simulate_get("/v1/deaf", headers=bearer(a_token()))

    assert (refused.status_code, refused.json["details"]["service"]) == (503, "identity")
