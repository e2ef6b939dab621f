"""The gateway as tests see it: an application, tokens, and the keys that sign them."""

from __future__ import annotations

import base64
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import falcon.testing
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from contracts.identity.sessions import ALGORITHM, AUDIENCE, AccessClaims, JsonWebKey, JsonWebKeySet
from gateway.app import create_app
from gateway.route import Route
from gateway.routes import ROUTES
from kernel import wire
from kernel.callers import CallerSigner
from kernel.client import RpcClient
from kernel.environment import Network
from kernel.settings import GatewaySettings
from kernel.values import PersonId, Role
from tests.builders.requests import PERSON

ISSUER = "https://nmo.example"
NOWHERE = "amqp://gateway:hush@127.0.0.1:1/nmo"
SESSION = UUID("01930000-0000-7000-8000-000000000003")
KEY = Ed25519PrivateKey.generate()
PEM = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def settings(
    *,
    broker_url: str = NOWHERE,
    public_url: str = ISSUER,
    allowed_origins: tuple[str, ...] = (),
    trusted_proxies: tuple[Network, ...] = (),
    rate_limit: int = 1000,
) -> GatewaySettings:
    return GatewaySettings(
        process="gateway",
        broker_url=broker_url,
        signing_key=PEM,
        trusted_keys=Path("."),
        public_url=public_url,
        workers=1,
        log_level="INFO",
        allowed_origins=allowed_origins,
        trusted_proxies=trusted_proxies,
        rate_limit=rate_limit,
    )


def a_client(routes: Sequence[Route] = ROUTES, **told: Any) -> falcon.testing.TestClient:
    """A client of an application whose broker is nowhere: what is refused is refused without it."""
    given = settings(**told)
    rpc = RpcClient(given.broker_url, CallerSigner("gateway", PEM))
    return falcon.testing.TestClient(create_app(rpc, given, routes))


def a_key_set(kid: str = "first", key: Ed25519PrivateKey = KEY) -> JsonWebKeySet:
    raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    x = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
    return JsonWebKeySet(keys=(JsonWebKey(kty="OKP", crv="Ed25519", x=x, kid=kid, use="sig", alg=ALGORITHM),))


def a_token(
    *roles: Role,
    person: PersonId = PERSON,
    kid: str = "first",
    key: Ed25519PrivateKey = KEY,
    issuer: str = ISSUER,
    lasts: int = 86_400,
    **claims: Any,
) -> str:
    now = int(time.time())
    said = AccessClaims(
        iss=issuer,
        aud=AUDIENCE,
        sub=person,
        sid=SESSION,
        roles=frozenset(roles),
        iat=now,
        nbf=now,
        exp=now + lasts,
    )
    return jwt.encode({**wire.dump(said), **claims}, key, algorithm=ALGORITHM, headers={"kid": kid})


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
