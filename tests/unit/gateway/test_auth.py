"""A token is believed if identity signed it, for us, for now; nothing else is."""

from __future__ import annotations

import base64
import json
import time
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gateway.auth import LEEWAY, NOBODY, Auth
from gateway.keys import Keys
from kernel import clock
from kernel.messages import Unauthenticated
from kernel.values import Role
from tests.builders.gateway import ISSUER, SESSION, a_key_set, a_token
from tests.builders.requests import ORGANISATION, PERSON

STRANGER = Ed25519PrivateKey.generate()


@pytest.fixture
def auth() -> Auth:
    return Auth(Keys(a_key_set), ISSUER)


def reason(auth: Auth, authorization: str) -> str:
    with pytest.raises(Unauthenticated) as refused:
        auth.caller(authorization)
    return refused.value.details["bearer"]


def unsigned(**header: str) -> str:
    claims = jwt.decode(a_token(), options={"verify_signature": False})
    parts = (json.dumps(part).encode() for part in ({"kid": "first", **header}, claims))
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."


def test_a_token_tells_who_asks_for_whom_and_as_what(auth: Auth) -> None:
    caller = auth.caller("Bearer " + a_token(Role.PROVIDER, org=str(ORGANISATION)))

    assert (caller.process, caller.person_id, caller.organisation_id) == ("gateway", PERSON, ORGANISATION)
    assert (caller.roles, caller.session_id) == (frozenset({Role.PROVIDER}), SESSION)


@pytest.mark.parametrize("authorization", [None, ""])
def test_who_sends_no_token_is_nobody(auth: Auth, authorization: str | None) -> None:
    assert auth.caller(authorization) is NOBODY


@pytest.mark.parametrize("scheme", ["bearer", "BEARER"])
def test_the_name_of_the_scheme_has_no_case(auth: Auth, scheme: str) -> None:
    assert auth.caller(f"{scheme} {a_token()}").person_id == PERSON


@pytest.mark.parametrize(
    ("token", "why"),
    [
        (a_token(lasts=-3600), "expired"),
        (a_token(nbf=int(time.time()) + 86_400), "not_yet"),
        (a_token(iat=int(time.time()) + 86_400), "not_yet"),
        (a_token(key=STRANGER), "signature"),
        (a_token(kid="made up"), "key"),
        (a_token(issuer="https://elsewhere.example"), "claims"),
        (a_token(aud="somebody else"), "claims"),
        (a_token(sub="ivanova"), "format"),
        (a_token(roles=["emperor"]), "format"),
        (unsigned(alg="none"), "claims"),
        (
            jwt.encode(
                {}, "a secret shared by all, at least 32 bytes", algorithm="HS256", headers={"kid": "first"}
            ),
            "claims",
        ),
        ("a.b.c", "claims"),
        ("x" * 5000, "format"),
    ],
)
def test_any_other_token_is_refused(auth: Auth, token: str, why: str) -> None:
    assert reason(auth, f"Bearer {token}") == why


@pytest.mark.parametrize("authorization", ["Basic bWU6aHVzaA==", "Bearer", "Bearer "])
def test_nothing_but_a_bearer_token_is_taken(auth: Auth, authorization: str) -> None:
    assert reason(auth, authorization) == "format"


def test_a_token_that_was_believed_once_ends_in_its_time(auth: Auth) -> None:
    token = f"Bearer {a_token(lasts=30)}"
    auth.caller(token)

    with clock.freeze(clock.now() + timedelta(seconds=40)):
        assert reason(auth, token) == "expired"


def test_clocks_may_differ_a_little(auth: Auth) -> None:
    token = f"Bearer {a_token(lasts=30)}"

    with clock.freeze(clock.now() - timedelta(seconds=LEEWAY - 1)):
        assert auth.caller(token).person_id == PERSON
