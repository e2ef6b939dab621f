"""The keyed hashes by which confirmation codes are found: whoever reads the rows learns none."""

from __future__ import annotations

import functools
import hashlib
import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kernel.settings import ServiceSettings


class Vault:
    """keys: 32 bytes each; the first makes what is stored, all of them find it."""

    def __init__(self, keys: tuple[bytes, ...]) -> None:
        self._keys = [_derived(key) for key in keys]

    @staticmethod
    def of(settings: ServiceSettings) -> Vault:
        return _vault(settings.data_keys)

    def digest(self, code: str) -> bytes:
        """The one to store."""
        return _digest(self._keys[0], code)

    def digests(self, code: str) -> list[bytes]:
        """Under which it may be stored."""
        return [_digest(key, code) for key in self._keys]


@functools.cache
def _vault(keys: tuple[bytes, ...]) -> Vault:
    return Vault(keys)


def _derived(key: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"nmo.catalogue.codes").derive(key)


def _digest(key: bytes, code: str) -> bytes:
    return hmac.digest(key, code.encode(), hashlib.sha256)
