"""Signed callers, each signed and verified once for several calls: it costs more than the rest of a call."""

from __future__ import annotations

import time

from kernel.callers import CallerSigner, CallerVerifier
from kernel.messages import Caller

REUSE = 5.0  # seconds by which a token outlives the call for which it was signed
BELIEF = 2.0  # seconds for which a token once verified is believed
MOST = 4096


class SignedTokens:
    """The tokens of one process for those on whose behalf it asks."""

    def __init__(self, signer: CallerSigner) -> None:
        self._signer = signer
        self._known: dict[tuple[Caller, str], tuple[str, float]] = {}

    def token(self, caller: Caller, operation_key: str, until: float) -> str:
        """until: seconds of the Unix clock."""
        token, expires = self._known.get((caller, operation_key), ("", 0.0))
        if expires < until:
            expires = until + REUSE
            token = self._signer.sign(caller, operation_key, expires)
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[caller, operation_key] = token, expires
        return token


class BelievedTokens:
    """The callers of the tokens that a process has seen lately."""

    def __init__(self, verifier: CallerVerifier) -> None:
        self._verifier = verifier
        self._known: dict[tuple[str, str], tuple[Caller, float]] = {}

    def caller(self, token: str, operation_key: str) -> Caller:
        """Raises: Unauthenticated."""
        known = self._known.get((token, operation_key))
        if known is not None and known[1] > time.monotonic():
            return known[0]
        caller = self._verifier.verify(token, operation_key)
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[token, operation_key] = caller, time.monotonic() + BELIEF
        return caller
