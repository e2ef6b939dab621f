"""Tokens as attackers make them. Each is refused for what it is, before anything is asked of a service."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gateway.auth import Auth
from gateway.keys import Keys
from kernel.messages import Unauthenticated
from kernel.values import Role
from tests.builders.gateway import ISSUER, KEY, a_client, a_key_set, a_token, bearer

PUBLIC = KEY.public_key()
NOW = int(time.time())
A_DAY = 86_400


def octets(text: bytes) -> str:
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def claims(**changed: Any) -> dict[str, Any]:
    said: dict[str, Any] = jwt.decode(a_token(Role.ADMINISTRATOR), options={"verify_signature": False})
    return {**said, **changed}


def assembled(header: Mapping[str, Any], said: Mapping[str, Any], signature: bytes) -> str:
    signed = ".".join(octets(json.dumps(part).encode()) for part in (header, said))
    return f"{signed}.{octets(signature)}"


def shared_secret(secret: bytes) -> str:
    """Signed with HMAC, the public key taken for a secret that both know."""
    header, said = ({"alg": "HS256", "kid": "first"}, claims())
    signed = ".".join(octets(json.dumps(part).encode()) for part in (header, said))
    return f"{signed}.{octets(hmac.digest(secret, signed.encode(), hashlib.sha256))}"


def refusal(token: str, fetch: Callable[[], Any] = a_key_set) -> str:
    with pytest.raises(Unauthenticated) as refused:
        Auth(Keys(fetch), ISSUER).caller(f"Bearer {token}")
    return refused.value.details["bearer"]


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE", "", None])
@pytest.mark.parametrize("signature", [b"", b"\0" * 64])
def test_a_token_without_a_signature(algorithm: str | None, signature: bytes) -> None:
    """CVE-2015-9235 and its kin."""
    assert refusal(assembled({"alg": algorithm, "kid": "first"}, claims(), signature)) in ("claims", "format")


@pytest.mark.parametrize(
    "secret",
    [
        PUBLIC.public_bytes(Encoding.Raw, PublicFormat.Raw),
        PUBLIC.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        PUBLIC.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        octets(PUBLIC.public_bytes(Encoding.Raw, PublicFormat.Raw)).encode(),
        b"",
    ],
    ids=["raw", "PEM", "DER", "base64url", "empty"],
)
def test_the_public_key_taken_for_a_shared_secret(secret: bytes) -> None:
    """RFC 8725, section 2.1: key confusion."""
    assert refusal(shared_secret(secret)) == "claims"


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [
        (Ed25519PrivateKey.generate(), "EdDSA"),
        (Ed448PrivateKey.generate(), "EdDSA"),
        (ec.generate_private_key(ec.SECP256R1()), "ES256"),
        (rsa.generate_private_key(public_exponent=65537, key_size=2048), "RS256"),
    ],
    ids=["Ed25519", "Ed448", "P-256", "RSA"],
)
def test_a_key_of_somebody_else_under_our_name(key: Any, algorithm: str) -> None:
    forged = jwt.encode(claims(), key, algorithm=algorithm, headers={"kid": "first"})

    assert refusal(forged) in ("signature", "claims")


@pytest.mark.parametrize(
    "brought",
    [
        {"jwk": {"kty": "OKP", "crv": "Ed25519", "x": octets(b"0" * 32)}},
        {"jku": "https://evil.example/jwks.json"},
        {"x5u": "https://evil.example/key.pem"},
        {"x5c": ["MIIB"]},
    ],
    ids=["jwk", "jku", "x5u", "x5c"],
)
def test_a_key_that_the_token_brings_itself(brought: dict[str, Any]) -> None:
    """RFC 8725, section 3.10: whatever a header names is not fetched, nor believed."""
    own, header = Ed25519PrivateKey.generate(), {"kid": "first", **brought}

    assert refusal(jwt.encode(claims(), own, algorithm="EdDSA", headers=header)) == "signature"


@pytest.mark.parametrize(
    "kid",
    ["second", "../../../dev/null", "first\0", "' UNION SELECT 'first", "", 7, None, ["first"], {"$ne": ""}],
)
def test_a_key_nobody_has_published(kid: Any) -> None:
    token = assembled({"alg": "EdDSA", "kid": kid}, claims(), b"\0" * 64)

    assert refusal(token) in ("key", "format", "claims")


def test_unknown_keys_do_not_make_identity_answer_for_each() -> None:
    asked = []
    keys = Keys(lambda: asked.append(1) or a_key_set(), clock=lambda: 1000.0)
    auth = Auth(keys, ISSUER)
    for number in range(50):
        with pytest.raises(Unauthenticated):
            auth.caller(f"Bearer {a_token(kid=f'made up {number}')}")

    assert len(asked) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"roles": ["administrator", "commission"]},
        {"sub": "01930000-0000-7000-8000-00000000dead"},
        {"exp": NOW * 2},
    ],
    ids=["roles", "person", "life"],
)
def test_a_token_changed_after_it_was_signed(changed: dict[str, Any]) -> None:
    header, said, signature = a_token(Role.SPECIALIST).split(".")
    content = json.loads(base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)))
    forged = octets(json.dumps({**content, **changed}).encode())

    assert refusal(f"{header}.{forged}.{signature}") == "signature"


def test_a_signature_moved_from_another_token() -> None:
    header, said, _ = a_token(Role.ADMINISTRATOR).split(".")
    *_, signature = a_token(Role.SPECIALIST).split(".")

    assert refusal(f"{header}.{said}.{signature}") == "signature"


@pytest.mark.parametrize("bit", [0, 7, 255, 511])
def test_a_signature_with_one_bit_changed(bit: int) -> None:
    head, _, signature = a_token(Role.ADMINISTRATOR).rpartition(".")
    changed = bytearray(base64.urlsafe_b64decode(signature + "=="))
    changed[bit // 8] ^= 1 << bit % 8

    assert refusal(f"{head}.{octets(bytes(changed))}") == "signature"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"exp": NOW - 6}, "expired"),
        ({"exp": 0}, "expired"),
        ({"exp": -(2**40)}, "expired"),
        ({"iat": NOW + A_DAY}, "not_yet"),
        ({"nbf": NOW + A_DAY}, "not_yet"),
        ({"aud": "nmo-admin"}, "claims"),
        ({"aud": []}, "claims"),
        ({"aud": None}, "claims"),
        ({"iss": "https://nmo.example.evil.example"}, "claims"),
        ({"iss": None}, "claims"),
        ({"exp": None}, "format"),
        ({"exp": "tomorrow"}, "format"),
        ({"exp": 1e300}, "format"),
        ({"sid": None}, "format"),
        ({"sub": None}, "format"),
        ({"roles": "administrator"}, "format"),
        ({"roles": None}, "format"),
    ],
)
def test_claims_that_are_not_for_us_or_not_for_now(changed: dict[str, Any], why: str) -> None:
    """Even signed by identity itself."""
    parts = ({"alg": "EdDSA", "kid": "first"}, claims(**changed))
    signed = ".".join(octets(json.dumps(part).encode()) for part in parts)

    assert refusal(f"{signed}.{octets(KEY.sign(signed.encode()))}") in (why, "claims")


@pytest.mark.parametrize(
    "token",
    ["..", "...", "a.b", "a.b.c.d", "e30.e30.", "bnVsbA.bnVsbA.AA", "W10.W10.AA", " ", "\u202e", "x" * 4097],
)
def test_what_is_no_token(token: str) -> None:
    assert refusal(token) in ("format", "claims", "key")


def test_a_header_that_must_be_understood_is_not_ignored() -> None:
    """RFC 7515, section 4.1.11."""
    token = jwt.encode(
        claims(), KEY, algorithm="EdDSA", headers={"kid": "first", "crit": ["exp"], "exp": NOW + 600}
    )

    assert refusal(token) in ("claims", "format")


def test_the_answer_tells_the_client_that_its_token_is_no_good() -> None:
    """RFC 6750, section 3."""
    answer = a_client().simulate_get("/v1/me", headers=bearer("x.y.z"))

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="nmo", error="invalid_token"'
