"""The one place that asks the machine for the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

# Legal days ("filed on", "valid until") are days in Moscow, wherever the server stands.
MOSCOW = ZoneInfo("Europe/Moscow")

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def today() -> date:
    """The present legal day."""
    return legal_day(now())


def legal_day(instant: datetime) -> date:
    """The day in Moscow on which `instant` falls."""
    return instant.astimezone(MOSCOW).date()


def beginning(day: date) -> datetime:
    """The instant at which a legal day begins."""
    return datetime.combine(day, time.min, MOSCOW).astimezone(UTC)


@contextmanager
def freeze(instant: datetime) -> Iterator[None]:
    """Let `now()` answer `instant` inside the block. For tests."""
    token = _frozen.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
