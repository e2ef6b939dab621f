"""The demo speaks to the gateway with the contracts' own commands."""

from __future__ import annotations

import json

import httpx
import pytest

from contracts.catalogue.activities import ActivityKind
from contracts.catalogue.search import FindActivities, find_activities
from contracts.identity.organisations import GrantRole, grant_role
from deploy.seed.api import Api, Refused
from kernel.values import PersonId, Role, new_id

PERSON = PersonId(new_id())
GRANT = GrantRole(person_id=PERSON, role=Role.AUDITOR)
GRANTED = {
    "person_id": str(PERSON),
    "role": "auditor",
    "organisation_id": None,
    "granted_at": "2026-11-23T10:00:00Z",
}


class Gateway:
    """Gives the answers in their order, and remembers what it was asked."""

    def __init__(self, *answers: httpx.Response) -> None:
        self.asked: list[httpx.Request] = []
        self._answers = iter(answers)

    def api(self, token: str | None = None) -> Api:
        return Api(
            httpx.Client(base_url="http://gateway", transport=httpx.MockTransport(self._answer)), token
        )

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return next(self._answers)


def refusal(status: int, code: str, **details: str) -> httpx.Response:
    return httpx.Response(status, headers={"Retry-After": "0"}, json={"code": code, "details": details})


def test_a_question_goes_into_the_query() -> None:
    gateway = Gateway(httpx.Response(200, json={"items": [], "next_cursor": None}))

    gateway.api().call(find_activities, FindActivities(kind=ActivityKind.EVENT, limit=5))

    [asked] = gateway.asked
    assert (asked.method, asked.url.path) == ("GET", "/v1/activities")
    assert asked.url.params["kind"] == "event"
    assert "text" not in asked.url.params


def test_what_the_path_says_the_body_does_not() -> None:
    gateway = Gateway(httpx.Response(201, json=GRANTED))

    gateway.api("token").call(grant_role, GRANT)

    [asked] = gateway.asked
    assert asked.url.path == f"/v1/people/{PERSON}/roles"
    assert json.loads(asked.content) == {"role": "auditor"}
    assert asked.headers["Authorization"] == "Bearer token"


def test_the_answer_is_what_the_contract_gives() -> None:
    gateway = Gateway(httpx.Response(201, json=GRANTED))

    grant = gateway.api().call(grant_role, GRANT)

    assert (grant.person_id, grant.role) == (PERSON, Role.AUDITOR)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_gateway_is_asked_again_with_the_same_key(status: int) -> None:
    gateway = Gateway(refusal(status, "Busy"), httpx.Response(201, json=GRANTED))

    gateway.api().call(grant_role, GRANT)

    first, second = (request.headers["Idempotency-Key"] for request in gateway.asked)
    assert first == second


def test_two_requests_have_two_keys_unless_the_caller_says_otherwise() -> None:
    gateway = Gateway(*(httpx.Response(201, json=GRANTED) for _ in range(4)))

    for key in (None, None, "ours", "ours"):
        gateway.api().call(grant_role, GRANT, key=key)

    first, second, third, fourth = (request.headers["Idempotency-Key"] for request in gateway.asked)
    assert first != second
    assert third == fourth == "ours"


def test_a_problem_is_raised_by_its_code_with_its_facts() -> None:
    gateway = Gateway(refusal(404, "UnknownPerson", person_id=str(PERSON)))

    with pytest.raises(Refused) as refused:
        gateway.api().call(grant_role, GRANT)

    assert (refused.value.code, refused.value.details) == ("UnknownPerson", {"person_id": str(PERSON)})


def test_a_gateway_that_stays_busy_is_given_up() -> None:
    gateway = Gateway(*(refusal(503, "Unavailable") for _ in range(4)))

    with pytest.raises(Refused, match="Unavailable"):
        gateway.api().call(grant_role, GRANT)
