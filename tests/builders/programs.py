"""Programs of agencies: registered, and proving themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from contracts.identity.clients import RegisterClient, RegisteredClient
from contracts.identity.oauth import CLIENT_CREDENTIALS, JWT_BEARER, RequestToken
from contracts.identity.organisations import Organisation, OrganisationKind
from contracts.scopes import EVENTS
from kernel import clock
from kernel.database import Database
from services.identity.usecases.clients import register_client
from services.identity.usecases.organisations import create_organisation
from tests.builders.identity import an_organisation

ISSUER = "https://nmo.example.ru"
KEYS: Mapping[str, Any] = {
    "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "ES256": ec.generate_private_key(ec.SECP256R1()),
    "EdDSA": Ed25519PrivateKey.generate(),
}


def an_agency(database: Database, inn: str = "7707083893") -> Organisation:
    return create_organisation(database, an_organisation(OrganisationKind.AGENCY, inn=inn))


def a_program(
    database: Database, agency: Organisation, *scopes: str, key: dict[str, Any] | None = None
) -> RegisteredClient:
    command = RegisterClient(
        organisation_id=agency.organisation_id,
        name="Шлюз ведомства",
        scopes=frozenset(scopes or {EVENTS}),
        public_key=key,
    )
    return register_client(database, command)


def jwk_of(algorithm: str) -> dict[str, Any]:
    """The public half of one of KEYS, as a JWK."""
    kinds = {"RS256": jwt.algorithms.RSAAlgorithm, "ES256": jwt.algorithms.ECAlgorithm}
    kind = kinds.get(algorithm, jwt.algorithms.OKPAlgorithm)
    told: dict[str, Any] = json.loads(kind.to_jwk(KEYS[algorithm].public_key()))
    return {name: told[name] for name in ("kty", "crv", "n", "e", "x", "y") if name in told} | {
        "alg": algorithm
    }


def by_secret(program: RegisteredClient, **changed: Any) -> RequestToken:
    usual = {
        "grant_type": CLIENT_CREDENTIALS,
        "client_id": str(program.client.client_id),
        "client_secret": program.client_secret,
    }
    return RequestToken(**{**usual, **changed})


def an_assertion(client_id: UUID, algorithm: str = "EdDSA", key: Any = None, **claims: Any) -> str:
    """What a program signs; a claim that is None is left out."""
    now = int(clock.now().timestamp())
    usual = {
        "iss": str(client_id),
        "sub": str(client_id),
        "aud": ISSUER,
        "iat": now,
        "exp": now + 60,
        "jti": str(uuid4()),
    }
    said = {name: claim for name, claim in {**usual, **claims}.items() if claim is not None}
    return jwt.encode(said, KEYS.get(algorithm) if key is None else key, algorithm=algorithm)


def by_key(assertion: str, **changed: Any) -> RequestToken:
    usual = {
        "grant_type": CLIENT_CREDENTIALS,
        "client_assertion_type": JWT_BEARER,
        "client_assertion": assertion,
    }
    return RequestToken(**{**usual, **changed})
