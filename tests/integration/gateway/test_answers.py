"""What a service answers leaves the gateway in the words of HTTP."""

from __future__ import annotations

import json
from uuid import UUID

import pytest

from contracts.catalogue.activities import ReadActivity
from kernel import wire
from kernel.values import ActivityId, Role
from tests.builders.gateway import a_token, bearer
from tests.builders.requests import PERSON
from tests.integration.gateway.answers import SECRET, VERSION, an_activity
from tests.integration.gateway.conftest import House

ACTIVITY = ActivityId(UUID("01930000-0000-7000-8000-00000000000a"))
CARD = f"/v1/activities/{ACTIVITY}"
SPECIALIST = bearer(a_token(Role.SPECIALIST))
PROVIDER = bearer(a_token(Role.PROVIDER))
ADMINISTRATOR = bearer(a_token(Role.ADMINISTRATOR))
SPECIALITY = {"speciality": "31.08.49"}


def test_an_answer_is_canonical_json(house: House) -> None:
    answered = house.client.simulate_get(CARD)

    view = wire.dump(an_activity(ReadActivity(activity_id=ACTIVITY)))
    assert answered.headers["Content-Type"] == "application/json"
    assert answered.content == wire.canonical(view)


def test_the_tag_of_an_answer_begins_with_its_version(house: House) -> None:
    assert house.client.simulate_get(CARD).headers["ETag"].startswith(f'"{VERSION}.')


@pytest.mark.parametrize("known", ["{tag}", "W/{tag}", '"other", {tag}', "*"])
def test_what_the_reader_has_is_not_sent_again(house: House, known: str) -> None:
    tag = house.client.simulate_get(CARD).headers["ETag"]

    answered = house.client.simulate_get(CARD, headers={"If-None-Match": known.format(tag=tag)})

    assert (answered.status_code, answered.content, answered.headers["ETag"]) == (304, b"", tag)


def test_head_answers_like_get_without_the_body(house: House) -> None:
    got, headed = house.client.simulate_get(CARD), house.client.simulate_head(CARD)

    assert (headed.status_code, headed.content) == (200, b"")
    assert headed.headers["ETag"] == got.headers["ETag"]
    assert headed.headers["Content-Length"] == got.headers["Content-Length"]


def test_the_tag_that_was_read_may_be_sent_as_the_version(house: House) -> None:
    tag = house.client.simulate_get(CARD).headers["ETag"]

    answered = house.client.simulate_post(f"{CARD}/submission", headers={**PROVIDER, "If-Match": tag})

    assert answered.json["version"] == VERSION + 1
    assert answered.headers["ETag"].startswith(f'"{VERSION + 1}.')


def test_a_stale_tag_fails_the_precondition(house: House) -> None:
    refused = house.client.simulate_post(f"{CARD}/approval", headers={**ADMINISTRATOR, "If-Match": '"2"'})

    assert (refused.status_code, refused.json["code"]) == (412, "StaleVersion")


def test_a_stale_version_in_the_body_is_a_conflict(house: House) -> None:
    refused = house.client.simulate_post(f"{CARD}/approval", json={"version": 2}, headers=ADMINISTRATOR)

    assert (refused.status_code, refused.json["code"]) == (409, "StaleVersion")


def test_what_is_made_has_a_place(house: House) -> None:
    made = house.client.simulate_post(f"{CARD}/enrolments", json=SPECIALITY, headers=SPECIALIST)

    assert (made.status_code, made.headers["Location"]) == (201, "/v1/me/enrolments")
    assert made.headers["Cache-Control"] == "no-store"


def test_the_service_learns_who_asks_and_under_which_name(house: House) -> None:
    headers = {**SPECIALIST, "X-Correlation-Id": "case-7", "Idempotency-Key": '"once"'}

    house.client.simulate_post(f"{CARD}/enrolments", json=SPECIALITY, headers=headers)

    asked = house.responder.asked[-1]
    assert (asked.caller.process, asked.caller.person_id) == ("gateway", PERSON)
    assert (asked.caller.roles, asked.correlation_id) == (frozenset({Role.SPECIALIST}), "case-7")
    assert asked.idempotency_key == "once"


def test_a_read_has_no_idempotency_key(house: House) -> None:
    house.client.simulate_get(CARD, headers={"Idempotency-Key": "once"})

    assert house.responder.asked[-1].idempotency_key is None


@pytest.mark.parametrize("key", ["", '""', "two words", "a" * 129, "ключ".encode().decode("latin-1")])
def test_an_idempotency_key_is_visible_ascii(house: House, key: str) -> None:
    headers = {**SPECIALIST, "Idempotency-Key": key}

    refused = house.client.simulate_post(f"{CARD}/enrolments", json=SPECIALITY, headers=headers)

    assert refused.json["details"] == {"Idempotency-Key": "idempotency_key.format"}


def test_a_refusal_that_names_a_time_asks_to_wait(house: House) -> None:
    refused = house.client.simulate_post("/v1/sessions", json={"login": "+79001234567", "password": "guess"})

    assert (refused.status_code, refused.json["code"]) == (429, "TooManyAttempts")
    assert refused.headers["Retry-After"] == "90"


def test_a_bug_of_a_service_tells_nothing_but_a_reference(house: House) -> None:
    failed = house.client.simulate_get("/v1/me", headers=SPECIALIST)

    assert (failed.status_code, failed.json["code"]) == (500, "InternalFailure")
    assert UUID(failed.json["details"]["reference"])
    assert SECRET not in failed.text


def test_a_service_that_is_not_there_is_unavailable_at_once(house: House) -> None:
    refused = house.client.simulate_get("/v1/policies")

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
    assert refused.json["details"] == {"service": "credits", "reason": "unknown service"}


def test_who_has_not_logged_in_is_asked_to(house: House) -> None:
    refused = house.client.simulate_post(f"{CARD}/enrolments", json=SPECIALITY)

    assert (refused.status_code, refused.headers["WWW-Authenticate"]) == (401, 'Bearer realm="nmo"')


def test_a_bad_token_is_told_apart_from_none(house: House) -> None:
    refused = house.client.simulate_get(CARD, headers=bearer(a_token(lasts=-60)))

    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="nmo", error="invalid_token"'


def test_an_old_token_does_not_keep_anyone_from_logging_in(house: House) -> None:
    old = bearer(a_token(lasts=-60))

    answered = house.client.simulate_post(
        "/v1/sessions", json={"login": "+79001234567", "password": "guess"}, headers=old
    )

    assert answered.json["code"] == "TooManyAttempts"


def test_of_the_wrong_role_the_service_learns_without_what_was_sent(house: House) -> None:
    refused = house.client.simulate_post(f"{CARD}/enrolments", json=SPECIALITY, headers=PROVIDER)

    asked = house.responder.asked[-1]
    assert (refused.status_code, refused.json["details"]) == (403, {"roles": "specialist"})
    assert (asked.caller.person_id, asked.caller.roles) == (PERSON, frozenset({Role.PROVIDER}))


def test_the_wrong_role_is_refused_where_the_service_is_not_there(house: House) -> None:
    assert house.client.simulate_get("/v1/me/credits", headers=PROVIDER).status_code == 403


def test_a_service_that_does_not_answer_makes_the_gateway_unready(house: House) -> None:
    answered = house.client.simulate_get("/readyz")

    assert (answered.status_code, json.loads(answered.text)["ready"]) == (503, False)
    assert answered.json["services"]["credits"] == {"ready": False, "reason": "unknown service"}
