"""Client assertions (RFC 7523): what a program signs to prove itself, and the keys it signs with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from contracts.identity.oauth import InvalidClient
from kernel.messages import Invalid
from services.identity.domain.clients import ApiClient
from services.identity.domain.terms import ClientLaw

# The public members of a key, and what it may sign with, by type and curve; the first where it names none.
MEMBERS = {"RSA": ("n", "e"), "EC": ("crv", "x", "y"), "OKP": ("crv", "x")}
ALGORITHMS = {("RSA", None): ("RS256", "PS256"), ("EC", "P-256"): ("ES256",), ("OKP", "Ed25519"): ("EdDSA",)}
UNSOUND = (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError)


@dataclass(frozen=True, kw_only=True)
class Assertion:
    """What a program has signed: once, and for minutes."""

    jti_sha256: bytes
    expires_at: datetime


def public_key(told: dict[str, Any], law: ClientLaw) -> dict[str, Any]:
    """The members of a JWK that are kept. Raises: Invalid -- no public key of a kind that is taken."""
    kind = str(told.get("kty"))
    algorithms = ALGORITHMS.get((kind, told.get("crv") if kind != "RSA" else None), ())
    algorithm = told.get("alg", algorithms[0] if algorithms else None)
    if algorithm not in algorithms:
        raise Invalid(public_key="jwk.kind")
    if not {"d", "p", "q", "k"}.isdisjoint(told):
        raise Invalid(public_key="jwk.private")
    kept = {"kty": kind, "alg": algorithm} | {name: told.get(name) for name in MEMBERS[kind]}
    try:
        key = jwt.PyJWK(kept).key
    except UNSOUND as error:
        raise Invalid(public_key="jwk.format") from error
    if isinstance(key, RSAPublicKey) and key.key_size < law.least_rsa_bits:
        raise Invalid(public_key="jwk.short")
    return kept


def claimed_client(assertion: str) -> UUID | None:
    """Which program says that it has signed; it is not believed yet."""
    try:
        claims = jwt.decode(assertion, options={"verify_signature": False})
        return UUID(claims["sub"])
    except UNSOUND:
        return None


def read(assertion: str, client: ApiClient, audience: list[str], now: datetime, law: ClientLaw) -> Assertion:
    """What `client` has signed for us, for now. Raises: InvalidClient -- details say what is wrong with it.

    audience: the names by which we are meant.
    """
    claims = _signed(assertion, client, audience)
    expires = claims["exp"]
    if not isinstance(expires, int):
        raise InvalidClient(assertion="claims")
    skew = law.skew.total_seconds()
    if not now.timestamp() - skew < expires <= now.timestamp() + law.assertion_lives.total_seconds():
        raise InvalidClient(assertion="expired" if expires <= now.timestamp() else "lives_too_long")
    if max(_instant(claims, "nbf"), _instant(claims, "iat")) > now.timestamp() + skew:
        raise InvalidClient(assertion="not_yet")
    kept_until = datetime.fromtimestamp(expires + skew, UTC)
    return Assertion(jti_sha256=hashlib.sha256(claims["jti"].encode()).digest(), expires_at=kept_until)


def _signed(assertion: str, client: ApiClient, audience: list[str]) -> dict[str, Any]:
    """Raises: InvalidClient."""
    key, name = client.public_key or {}, str(client.client_id)
    try:
        claims: dict[str, Any] = jwt.decode(
            assertion,
            jwt.PyJWK(key),
            algorithms=[key["alg"]],
            audience=audience,
            issuer=name,
            options={
                "require": ["iss", "sub", "aud", "exp", "jti"],
                "verify_exp": False,
                "verify_nbf": False,
                "verify_iat": False,
            },
        )
    except UNSOUND as error:
        raise InvalidClient(assertion="signature") from error
    if claims["sub"] != name:
        raise InvalidClient(assertion="claims")
    return claims


def _instant(claims: dict[str, Any], name: str) -> int:
    told = claims.get(name, 0)
    if not isinstance(told, int):
        raise InvalidClient(assertion="claims")
    return told
