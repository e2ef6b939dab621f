"""The feed of events, for those who cannot hold a connection to the broker; and parked messages.

Owner: services/monitoring. Vocabulary: docs/glossary.md, "Event feed", "Parked message".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contracts.scopes import EVENTS
from kernel.messages import NotFound, Operation
from kernel.values import Limit, Line, Role


class UnknownParked(NotFound, ru="Такого отложенного сообщения нет."):
    """There is no such parked message."""


@dataclass(frozen=True, kw_only=True)
class ReadEvents:
    """after: the position behind which to read; 0 for the beginning."""

    after: int = 0
    type: Line | None = None
    subject: Line | None = None
    limit: Limit = 50


@dataclass(frozen=True, kw_only=True)
class FeedItem:
    """position: of the feed; event: the CloudEvents document as it was published."""

    position: int
    event: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class EventFeed:
    items: tuple[FeedItem, ...]
    next_after: int | None


@dataclass(frozen=True, kw_only=True)
class ListParked:
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class Parked:
    """A message that its subscriber could not digest. reason: the class of the error, without its text."""

    parked_id: int
    queue: str
    event_type: str
    subject: str
    attempts: int
    reason: str
    parked_at: datetime
    event: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class ParkedPage:
    items: tuple[Parked, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class SettleParked:
    parked_id: int


OPERATORS = frozenset({Role.ADMINISTRATOR})
READERS = frozenset({Role.ADMINISTRATOR, Role.REGULATOR, Role.AUDITOR, Role.AGENCY})

read_events = Operation(
    "monitoring", "read_events", ReadEvents, EventFeed, roles=READERS, reads=True, scope=EVENTS
)
list_parked = Operation("monitoring", "list_parked", ListParked, ParkedPage, roles=OPERATORS, reads=True)
redeliver_parked = Operation(
    "monitoring", "redeliver_parked", SettleParked, Parked, (UnknownParked,), roles=OPERATORS
)
drop_parked = Operation("monitoring", "drop_parked", SettleParked, Parked, (UnknownParked,), roles=OPERATORS)
