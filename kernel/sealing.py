"""Sealing what is personal before it is stored: AES-256-GCM under a ring of keys.

A sealed value is `1 | key id (4) | nonce (12) | text and tag`, bound to its context: moved to
another row it no longer opens. The first key of the ring seals, all of them open; so a new
key is put first, and an old one goes once nothing begins with its `mark` any more.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
_NONCE, _KEY_ID = 12, 4
_HEAD = len(VERSION) + _KEY_ID


class NoKey(Exception):
    """No key of the ring can open this."""


class Sealer:
    """keys: 32 bytes each. purpose: "nmo.credits"; what is sealed for one opens for no other."""

    def __init__(self, keys: Sequence[bytes], purpose: str) -> None:
        if not keys:
            raise NoKey("NMO_DATA_KEYS is empty")
        self._by_mark = {
            VERSION + _derived(key, f"{purpose}.key-id", _KEY_ID): AESGCM(
                _derived(key, f"{purpose}.sealing", 32)
            )
            for key in keys
        }

    @property
    def mark(self) -> bytes:
        """How everything begins that the current key has sealed."""
        return next(iter(self._by_mark))

    def seal(self, plain: bytes, context: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return self.mark + nonce + self._by_mark[self.mark].encrypt(nonce, plain, context.encode())

    def open(self, sealed: bytes, context: str) -> bytes:
        """Raises: NoKey -- sealed with a key that has left the ring.
        cryptography.exceptions.InvalidTag -- changed, or of another context.
        """
        key = self._by_mark.get(sealed[:_HEAD])
        if key is None:
            raise NoKey(sealed[:_HEAD].hex())
        return key.decrypt(sealed[_HEAD : _HEAD + _NONCE], sealed[_HEAD + _NONCE :], context.encode())


def _derived(secret: bytes, purpose: str, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=purpose.encode()).derive(secret)
