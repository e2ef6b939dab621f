"""The request a piece of code runs for: who asks, until when, under which trace."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from kernel.messages import Caller


def new_traceparent() -> str:
    """A fresh W3C trace context, sampled."""
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What travels in the headers of a call or an event.

    deadline: seconds of the Unix clock after which nobody waits for the answer.
    causation_id: the event that this request answers, if any.
    """

    caller: Caller
    correlation_id: str
    traceparent: str = field(default_factory=new_traceparent)
    deadline: float | None = None
    idempotency_key: str | None = None
    causation_id: str | None = None

    def remaining(self, most: float) -> float:
        """Seconds left to answer, `most` at the most; zero or less when it is too late."""
        return most if self.deadline is None else min(most, self.deadline - time.time())


_current: ContextVar[Request | None] = ContextVar("request", default=None)


def current() -> Request | None:
    return _current.get()


@contextmanager
def using(request: Request) -> Iterator[None]:
    """Run the block for `request`."""
    token = _current.set(request)
    try:
        yield
    finally:
        _current.reset(token)
