"""Where the journals of all services ended, hour by hour: whoever keeps a copy notices a forgery.

Owner: services/monitoring. Vocabulary: docs/glossary.md, "Journal head".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contracts.journal import Service
from kernel.messages import ANYONE, Operation
from kernel.values import Limit, Line


@dataclass(frozen=True, kw_only=True)
class ListHeads:
    service: Service | None = None
    cursor: Line | None = None
    limit: Limit = 50


@dataclass(frozen=True, kw_only=True)
class NotedHead:
    """The last line of a journal at that time: its number, and the hash of it and all before it."""

    service: str
    number: int
    hash: str
    noted_at: datetime


@dataclass(frozen=True, kw_only=True)
class NotedHeadPage:
    """The last noted first."""

    items: tuple[NotedHead, ...]
    next_cursor: str | None


list_journal_heads = Operation(
    "monitoring", "list_journal_heads", ListHeads, NotedHeadPage, roles=ANYONE, reads=True
)
