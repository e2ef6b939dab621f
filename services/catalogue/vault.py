"""What the keys of the catalogue are for: hashes of confirmation codes, and the tokens of launches.

Codes are found by keyed hashes: whoever reads the rows learns none.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from contracts.catalogue.launches import LaunchId, LaunchPurpose, LaunchRefused, RegistrationId
from kernel.settings import ServiceSettings
from services.catalogue.domain.launch import Audience, Pass

ALGORITHM = "HS256"
# By `Pass.require`, which tells what is the matter, and by our own clock.
UNCHECKED: Any = {"verify_exp": False, "verify_aud": False}


class Vault:
    """keys: 32 bytes each; the first makes what is stored, all of them find it."""

    def __init__(self, keys: tuple[bytes, ...]) -> None:
        self._keys = [_derived(key, b"nmo.catalogue.codes") for key in keys]

    @staticmethod
    def of(settings: ServiceSettings) -> Vault:
        return _vault(settings.data_keys)

    def digest(self, code: str) -> bytes:
        """The one to store."""
        return _digest(self._keys[0], code)

    def digests(self, code: str) -> list[bytes]:
        """Under which it may be stored."""
        return [_digest(key, code) for key in self._keys]


class Passes:
    """Signs and reads the tokens of launches: for this service alone, and no access tokens.

    keys: 32 bytes each; the first signs, all of them verify.
    """

    def __init__(self, keys: tuple[bytes, ...]) -> None:
        self._keys = [_derived(key, b"nmo.catalogue.launches") for key in keys]

    @staticmethod
    def of(settings: ServiceSettings) -> Passes:
        return _passes(settings.data_keys)

    def sign(self, granted: Pass) -> str:
        claims = {
            "aud": granted.audience.value,
            "jti": str(granted.launch_id),
            "reg": str(granted.registration_id),
            "pkg": granted.digest,
            "pur": granted.purpose.value,
            "exp": int(granted.expires_at.timestamp()),
        }
        return jwt.encode(claims, self._keys[0], algorithm=ALGORITHM)

    def read(self, token: str) -> Pass:
        """Whether it is still good, and for what, is for `Pass.require` to say. Raises: LaunchRefused."""
        for key in self._keys:
            try:
                return _pass(jwt.decode(token, key, algorithms=[ALGORITHM], options=UNCHECKED))
            except (jwt.PyJWTError, KeyError, ValueError):
                continue
        raise LaunchRefused(rule="launch.token")


def _pass(claims: Mapping[str, Any]) -> Pass:
    """Raises: KeyError, ValueError."""
    return Pass(
        audience=Audience(claims["aud"]),
        launch_id=LaunchId(UUID(claims["jti"])),
        registration_id=RegistrationId(UUID(claims["reg"])),
        digest=claims["pkg"],
        purpose=LaunchPurpose(claims["pur"]),
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
    )


@functools.cache
def _passes(keys: tuple[bytes, ...]) -> Passes:
    return Passes(keys)


@functools.cache
def _vault(keys: tuple[bytes, ...]) -> Vault:
    return Vault(keys)


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=purpose).derive(key)


def _digest(key: bytes, code: str) -> bytes:
    return hmac.digest(key, code.encode(), hashlib.sha256)
