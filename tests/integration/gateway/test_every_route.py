"""No route lets anybody in who does not belong there: all of them, tried with every kind of token."""

from __future__ import annotations

import re
import time

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gateway.route import Route
from gateway.routes import ROUTES
from kernel.values import Role
from tests.builders.gateway import a_token, bearer
from tests.integration.gateway.conftest import House

PEOPLE = frozenset(Role) - {Role.SERVICE}
GUARDED = [route for route in ROUTES if route.operation.roles]
# Content that was launched shows the token of its launch instead, which the catalogue judges.
OPEN = [route for route in ROUTES if not (route.operation.roles or route.is_limited or route.launched)]
SOMETHING = "01930000-0000-7000-8000-00000000dead"
STRANGER = Ed25519PrivateKey.generate()


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


EVERY_GUARDED = pytest.mark.parametrize("route", GUARDED, ids=name_of)


def asked(house: House, route: Route, headers: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Status, code and challenge of what is answered."""
    path = re.sub(r"\{\w+\}", SOMETHING, route.path)
    answer = house.client.simulate_request(route.method, path, headers=headers)
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.status_code, answer.json["code"], answer.headers.get("WWW-Authenticate", "")


def bad_tokens(role: Role) -> dict[str, str]:
    """What is wrong with a token -> the token."""
    good = a_token(role)
    header, claims, signature = good.split(".")
    _, more, _ = a_token(*Role).split(".")
    return {
        "expired": a_token(role, lasts=-60),
        "not yet good": a_token(role, nbf=int(time.time()) + 60),
        "of another issuer": a_token(role, issuer="https://elsewhere.example"),
        "for another audience": a_token(role, aud="elsewhere"),
        "signed by a stranger": a_token(role, key=STRANGER),
        "of an unknown key": a_token(role, kid="unknown"),
        "with other claims than were signed": f"{header}.{more}.{signature}",
        "without a signature": f"{header}.{claims}.",
        "without claims": f"{header}..{signature}",
        "no token at all": "x",
        "too long": good + "x" * 5000,
    }


SCHEMES = ("Basic", "Token", "bearer:", "")


@EVERY_GUARDED
def test_without_a_token_nobody_gets_in(house: House, route: Route) -> None:
    assert asked(house, route) == (401, "Unauthenticated", 'Bearer realm="nmo"')


@EVERY_GUARDED
def test_with_a_bad_token_nobody_gets_in(house: House, route: Route) -> None:
    role = min(route.operation.roles)
    refused = (401, "Unauthenticated", 'Bearer realm="nmo", error="invalid_token"')

    found = {fault: asked(house, route, bearer(token)) for fault, token in bad_tokens(role).items()}
    for scheme in SCHEMES:
        found[scheme] = asked(house, route, {"Authorization": f"{scheme} {a_token(role)}"})

    assert found == dict.fromkeys(found, refused)


@EVERY_GUARDED
def test_the_wrong_role_opens_nothing_whichever_it_is(house: House, route: Route) -> None:
    wrong = sorted(PEOPLE - route.operation.roles)

    found = {role: asked(house, route, bearer(a_token(role)))[:2] for role in wrong}

    assert found == dict.fromkeys(wrong, (403, "Forbidden"))


@EVERY_GUARDED
def test_no_role_at_all_opens_nothing(house: House, route: Route) -> None:
    assert asked(house, route, bearer(a_token()))[0] == 403


@pytest.mark.parametrize("route", [route for route in GUARDED if route.operation.step_up], ids=name_of)
def test_what_signs_or_decides_asks_for_the_second_factor_again(house: House, route: Route) -> None:
    role = min(route.operation.roles)

    status, code, _ = asked(house, route, bearer(a_token(role, amr=["pwd"])))

    assert (status, code) == (401, "StepUpRequired")


@EVERY_GUARDED
def test_a_program_without_the_scope_gets_nothing(house: House, route: Route) -> None:
    role = min(route.operation.roles)
    program = a_token(role, client_id=SOMETHING, scope="nothing:at-all", org=SOMETHING)

    assert asked(house, route, bearer(program))[:2] == (403, "Forbidden")


@pytest.mark.parametrize("route", OPEN, ids=name_of)
def test_a_bad_token_is_refused_even_where_none_is_needed(house: House, route: Route) -> None:
    expired = bearer(a_token(Role.SPECIALIST, lasts=-60))

    assert asked(house, route, expired)[:2] == (401, "Unauthenticated")


@EVERY_GUARDED
def test_a_token_in_the_address_is_no_token(house: House, route: Route) -> None:
    path = re.sub(r"\{\w+\}", SOMETHING, route.path)
    token = a_token(min(route.operation.roles))

    answer = house.client.simulate_request(route.method, path, params={"access_token": token})

    assert answer.status_code == 401
