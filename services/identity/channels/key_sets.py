"""The keys with which a provider signs: published by it, or written down in the settings."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import jwt
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from kernel.messages import Unavailable
from services.identity.channels.http import Conversation

FRESH = 3600.0  # seconds for which the published keys are not read again
PAUSE = 10.0  # seconds between two looks for a key that nobody knows


class Keys(Protocol):
    def find(self, kid: str | None, conversation: Conversation) -> Any:
        """The key of that name; None if there is none. Raises: Unavailable."""


class KeyInCommand:
    """The key is known to the command that verifies."""

    def find(self, kid: str | None, conversation: Conversation) -> Any:
        return ""


class PinnedKey:
    """The one key of a provider that publishes none. PEM: a certificate, or the public key itself."""

    def __init__(self, path: Path) -> None:
        pem = path.read_bytes()
        if b"BEGIN CERTIFICATE" in pem:
            self._key: Any = x509.load_pem_x509_certificate(pem).public_key()
        else:
            self._key = load_pem_public_key(pem)

    def find(self, kid: str | None, conversation: Conversation) -> Any:
        return self._key


class PublishedKeys:
    """The JSON Web Key Set of a provider, remembered. where: its address. clock: seconds that only grow.

    A provider that changes its keys publishes the new one first, so an unknown name is a reason to
    look again; but not one that strangers can use to make us ask without end.
    """

    def __init__(
        self,
        where: Callable[[Conversation], str],
        algorithm: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._where, self._algorithm, self._clock = where, algorithm, clock
        self._keys: Mapping[str, Any] = {}
        self._read_at = self._asked_at = -math.inf
        self._turn = threading.Lock()

    def find(self, kid: str | None, conversation: Conversation) -> Any:
        now = self._clock()
        with self._turn:
            stale = now - self._read_at > FRESH
            if (stale or kid not in self._keys) and now - self._asked_at > PAUSE:
                self._asked_at = now
                self._refresh(conversation)
        return self._keys.get(kid or "")

    def _refresh(self, conversation: Conversation) -> None:
        try:
            published = conversation.get(self._where(conversation)).content.get("keys")
        except Unavailable:
            if not self._keys:  # else those known yesterday are better than none
                self._asked_at = -math.inf
                raise
            return
        self._keys = {key.get("kid", ""): self._usable(key) for key in _signing(published)}
        self._read_at = self._clock()

    def _usable(self, key: dict[str, Any]) -> Any:
        try:
            return jwt.PyJWK(key, algorithm=self._algorithm).key
        except jwt.PyJWTError:
            return None


def _signing(published: Any) -> list[dict[str, Any]]:
    keys = published if isinstance(published, list) else []
    return [key for key in keys if isinstance(key, dict) and key.get("use", "sig") == "sig"]
