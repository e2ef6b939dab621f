"""The public keys with which identity signs access tokens, kept until they change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from contracts.identity.sessions import JsonWebKeySet
from kernel import logs
from kernel.messages import Unavailable

log = logs.get(__name__)

FRESH = 300.0  # seconds: a key that identity has withdrawn is believed no longer than this
PAUSE = 10.0  # seconds between two questions, however many unknown keys are named


class Keys:
    """fetch: asks identity. clock: seconds, never going back."""

    def __init__(
        self, fetch: Callable[[], JsonWebKeySet], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._fetch, self._clock = fetch, clock
        self._keys: Mapping[str, Ed25519PublicKey] = MappingProxyType({})
        self._asked_at = self._answered_at = -FRESH
        self._turn = threading.Lock()

    def find(self, kid: str) -> Ed25519PublicKey | None:
        """The key of that name, asking identity where it is not known here.

        Raises: Unavailable -- identity cannot be asked, and the key is not known.
        """
        known = self._keys.get(kid)
        if known is not None and self._clock() - self._answered_at < FRESH:
            return known
        # One asks. Who has a key already goes on with it, who has none waits for the answer.
        if self._turn.acquire(blocking=known is None):
            try:
                self._ask_for(kid)
            finally:
                self._turn.release()
        return self._keys.get(kid)

    def _ask_for(self, kid: str) -> None:
        now = self._clock()
        if kid in self._keys and now - self._answered_at < FRESH:
            return  # somebody else has asked meanwhile
        if now - self._asked_at >= PAUSE:
            self._ask()
        if kid not in self._keys and self._answered_at < self._asked_at:
            raise Unavailable(service="identity", reason="keys")

    def _ask(self) -> None:
        self._asked_at = self._clock()
        try:
            self._keys = _read(self._fetch())
            self._answered_at = self._clock()
        except Unavailable as error:
            log.warning("signing keys not refreshed", reason=error.details.get("reason"))


def _read(found: JsonWebKeySet) -> Mapping[str, Ed25519PublicKey]:
    """The keys for Ed25519 signatures; others are not for us."""
    keys = {}
    for each in found.keys:
        if (each.kty, each.crv, each.use) == ("OKP", "Ed25519", "sig"):
            key = jwt.PyJWK({"kty": each.kty, "crv": each.crv, "x": each.x}, algorithm="EdDSA").key
            keys[each.kid] = key
    return MappingProxyType(keys)
