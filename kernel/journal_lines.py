"""The operation by which every service answers for its journal, without declaring it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kernel.messages import Operation
from kernel.values import Limit, Line, OrganisationId, PersonId, Role

AUDITORS = frozenset({Role.AUDITOR, Role.REGULATOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, kw_only=True)
class ReadJournal:
    """after: the position behind which to read; 0 for the beginning."""

    after: int = 0
    subject: Line | None = None
    limit: Limit = 50


@dataclass(frozen=True, kw_only=True)
class JournalLine:
    """What was done, by whom, to what. hash: of this line and all before it; absent until sealed."""

    service: str
    position: int
    at: datetime
    process: str
    actor: PersonId | None
    acting_as: OrganisationId | None
    action: str
    subject: str
    correlation_id: str
    detail: dict[str, str]
    hash: str | None


@dataclass(frozen=True, kw_only=True)
class JournalPage:
    items: tuple[JournalLine, ...]
    next_after: int | None


def read_journal(service: str) -> Operation[ReadJournal, JournalPage]:
    """What was done in `service`."""
    return Operation(service, "read_journal", ReadJournal, JournalPage, roles=AUDITORS, reads=True)
