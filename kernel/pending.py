"""Calls that wait for their replies, by correlation id. For threads of both kinds."""

from __future__ import annotations

import threading
from contextlib import suppress


class NoReply(Exception):
    """No reply has come, or none can come any more. `reason` says why, in a word or two."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Pending:
    """most: calls that may wait at once."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: dict[str, Waiter] = {}

    def begin(self, number: str) -> Waiter:
        """Raises: NoReply -- too many wait already."""
        if len(self._waiting) >= self._most:
            raise NoReply("busy")
        waiter = self._waiting[number] = Waiter()
        return waiter

    def end(self, number: str) -> None:
        self._waiting.pop(number, None)

    def settle(self, number: str, *, body: bytes | str = b"", failure: str = "") -> None:
        """Hand a reply, or the reason why there is none, to who waits for it, if anybody still does."""
        with suppress(KeyError):
            self._waiting.pop(number).settle(body, failure)

    def fail_all(self, failure: str) -> None:
        for number in tuple(self._waiting):
            self.settle(number, failure=failure)


class Waiter:
    """One call that waits. Whoever takes it out of the waiting ones, and nobody else, settles it."""

    __slots__ = ("_body", "_failure", "_latch")

    def __init__(self) -> None:
        self._latch = threading.Lock()  # lighter than an Event, and made for each call
        self._latch.acquire()
        self._body: bytes | str = b""
        self._failure = ""

    def settle(self, body: bytes | str, failure: str) -> None:
        self._body, self._failure = body, failure
        self._latch.release()

    def reply(self, timeout: float) -> bytes | str:
        """The body of the reply. timeout: seconds. Raises: NoReply."""
        if not self._latch.acquire(timeout=max(timeout, 0)):
            raise NoReply("deadline")
        if self._failure:
            raise NoReply(self._failure)
        return self._body
