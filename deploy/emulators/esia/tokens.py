"""The tokens of the emulator, and the keys that sign them: one in force, one that is known already."""

from __future__ import annotations

import json
import time
from typing import Any
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from deploy.emulators.esia.personas import Persona

Json = dict[str, Any]

ALGORITHM = "RS256"
LIVES = 3600  # seconds


class Mint:
    """issuer: who says so. lag, where asked for: by how many seconds the clock is slow."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self._keys = [_new_key(), _new_key()]

    def rotate(self) -> None:
        """Sign with the key that has been known beforehand, and make the next one known."""
        self._keys = [self._keys[1], _new_key()]

    def jwks(self) -> Json:
        return {"keys": [_public(kid, key) for kid, key in self._keys]}

    def id_token(self, persona: Persona, client_id: str, nonce: str | None, *, lag: int = 0) -> str:
        subject = {
            "urn:esia:sbj:typ": "P",
            "urn:esia:sbj:oid": persona.oid,
            "urn:esia:sbj:nam": f"OID.{persona.oid}",
            "urn:esia:sbj:lvl": persona.level,
            **({"urn:esia:sbj:is_tru": True} if persona.is_trusted else {}),
        }
        said = {
            "aud": client_id,
            "sub": persona.oid,
            "auth_time": int(time.time()) - lag,
            "amr": "PWD",
            "urn:esia:amd": "PWD",
            "urn:esia:sid": str(uuid4()),
            "urn:esia:sbj": subject,
            **({"nonce": nonce} if nonce else {}),
        }
        return self._signed(said, lag)

    def access_token(self, persona: Persona, client_id: str, scopes: list[str]) -> str:
        scope = " ".join(f"{each}?oid={persona.oid}" if each != "openid" else each for each in scopes)
        return self._signed({"client_id": client_id, "urn:esia:sbj_id": persona.oid, "scope": scope}, 0)

    def _signed(self, said: Json, lag: int) -> str:
        kid, key = self._keys[0]
        now = int(time.time()) - lag
        times = {"iss": self.issuer, "iat": now, "nbf": now, "exp": now + LIVES}
        # PyJWT wants a text for `sub`, where ЕСИА writes a number.
        content = json.dumps({**said, **times}).encode()
        return jwt.PyJWS().encode(content, key, algorithm=ALGORITHM, headers={"kid": kid, "ver": 1})


def _new_key() -> tuple[str, RSAPrivateKey]:
    return uuid4().hex[:16], generate_private_key(public_exponent=65537, key_size=2048)


def _public(kid: str, key: RSAPrivateKey) -> Json:
    return {**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig", "alg": ALGORITHM}
