"""The key ring: seals what is personal, and makes the digests by which it is found again.

A sealed value is `1 | key id (4) | nonce (12) | AES-256-GCM`, bound to its context: moved to
another row it no longer opens. What the current key seals, every ring that still holds that
key can open. So a new key is put first, the service moves everything to it within hours, and
then the old key may go.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, fields

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kernel import wire
from kernel.settings import ServiceSettings
from kernel.values import PersonId
from services.identity.domain.person import Digests
from services.identity.domain.personal import Personal

VERSION = b"\x01"
_NONCE, _KEY_ID = 12, 4


class NoKey(Exception):
    """No key of the ring can open this."""


@dataclass(frozen=True, slots=True)
class _Key:
    key_id: bytes
    sealing: AESGCM
    lookup: bytes

    @classmethod
    def of(cls, secret: bytes) -> _Key:
        return cls(
            key_id=_derived(secret, "key-id", _KEY_ID),
            sealing=AESGCM(_derived(secret, "sealing")),
            lookup=_derived(secret, "lookup"),
        )


class Vault:
    """keys: 32 bytes each; the first seals, all of them open."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys:
            raise NoKey("NMO_DATA_KEYS is empty")
        self._keys = [_Key.of(key) for key in keys]
        self._by_id = {key.key_id: key for key in self._keys}

    @staticmethod
    def of(settings: ServiceSettings) -> Vault:
        return _vault(settings.data_keys)

    @property
    def mark(self) -> bytes:
        """How everything begins that the current key has sealed."""
        return VERSION + self._keys[0].key_id

    def seal(self, plain: bytes, context: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return self.mark + nonce + self._keys[0].sealing.encrypt(nonce, plain, context.encode())

    def open(self, sealed: bytes, context: str) -> bytes:
        """Raises: NoKey -- sealed with a key that has left the ring.
        cryptography.exceptions.InvalidTag -- changed, or of another context.
        """
        key = self._by_id.get(sealed[1 : 1 + _KEY_ID])
        if key is None or sealed[:1] != VERSION:
            raise NoKey(sealed[: 1 + _KEY_ID].hex())
        nonce, text = sealed[1 + _KEY_ID : 1 + _KEY_ID + _NONCE], sealed[1 + _KEY_ID + _NONCE :]
        return key.sealing.decrypt(nonce, text, context.encode())

    def reseal(self, sealed: bytes, context: str) -> bytes:
        """The same value under the current key. Raises: what `open` raises."""
        return self.seal(self.open(sealed, context), context)

    def digest(self, kind: str, text: str) -> bytes:
        """The keyed hash to store. kind: keeps equal texts of different meaning apart."""
        return _digest(self._keys[0], kind, text)

    def digests(self, kind: str, text: str) -> list[bytes]:
        """The keyed hashes under which it may be stored: one for each key of the ring."""
        return [_digest(key, kind, text) for key in self._keys]

    def is_digest_of(self, digest: bytes, kind: str, text: str) -> bool:
        """Compared in constant time."""
        return any([hmac.compare_digest(digest, candidate) for candidate in self.digests(kind, text)])

    def seal_personal(self, person_id: PersonId, personal: Personal) -> bytes:
        return self.seal(_plain(personal), f"person:{person_id}")

    def open_personal(self, person_id: PersonId, sealed: bytes) -> Personal:
        return wire.load(Personal, json.loads(self.open(sealed, f"person:{person_id}")))

    def no_digests(self) -> Digests:
        """Under which nobody is found."""
        return Digests(**{kind.name: secrets.token_bytes(32) for kind in fields(Digests)})

    def digests_of(self, personal: Personal) -> list[Digests]:
        """Under which this person may be stored; the first is the one to store."""
        texts = {kind: str(getattr(personal, kind)) for kind in ("snils", "inn", "phone")}
        # Nobody is found by an address that is not there.
        texts["email"] = str(personal.email or secrets.token_hex())
        texts["whole"] = _plain(personal).decode()
        return [
            Digests(**{kind: _digest(key, kind, text) for kind, text in texts.items()}) for key in self._keys
        ]


@functools.cache
def _vault(keys: tuple[bytes, ...]) -> Vault:
    return Vault(keys)


def _plain(personal: Personal) -> bytes:
    return wire.canonical(wire.dump(personal))


def _digest(key: _Key, kind: str, text: str) -> bytes:
    return hmac.digest(key.lookup, f"{kind}:{text}".encode(), hashlib.sha256)


def _derived(secret: bytes, purpose: str, length: int = 32) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=f"nmo.identity.{purpose}".encode()).derive(secret)
