"""The audit journal: every service keeps its own and answers for it in the same words.

Owner: each service; the gateway puts their answers together. Vocabulary: docs/glossary.md, "Journal".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kernel import journal_lines
from kernel.journal_lines import JournalLine
from kernel.values import Limit, Line, OrganisationId, PersonId, Role


class Service(StrEnum):
    IDENTITY = "identity"
    CATALOGUE = "catalogue"
    CREDITS = "credits"
    PORTFOLIO = "portfolio"
    ADMISSION = "admission"
    NOTIFICATIONS = "notifications"
    MONITORING = "monitoring"


class SourceState(StrEnum):
    """unavailable: it did not answer in time; failed: it met a bug, and its log knows more."""

    ANSWERED = "answered"
    UNAVAILABLE = "unavailable"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Source:
    """Whether a service has contributed to an answer."""

    service: str
    state: SourceState


@dataclass(frozen=True, kw_only=True)
class ReadAudit:
    """The journals of all services, or of one; oldest first.

    after: a position within the journal of that one; cursor: where a page of this list ended.
    action: how its name begins; since: not before.
    """

    service: Service | None = None
    after: int = 0
    cursor: Line | None = None
    actor: PersonId | None = None
    subject: Line | None = None
    action: Line | None = None
    since: datetime | None = None
    limit: Limit = 50


@dataclass(frozen=True, kw_only=True)
class AuditPage:
    """is_partial: a source did not answer; its lines come with the same cursor once it does.

    next_after: of one service, the position to go on from, while there is more.
    """

    items: tuple[JournalLine, ...]
    next_after: int | None
    next_cursor: str | None
    sources: tuple[Source, ...]
    is_partial: bool


@dataclass(frozen=True, kw_only=True)
class ReadAccessLog:
    """Who looked at the data of the person that asks, newest first."""

    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class LoggedAccess:
    """One look: in which role and for which organisation, never the name of who looked.

    what: `admission.application.viewed`; case: the number or identifier of what it was done for.
    organisation: its name, where one was acted for and its name is known.
    """

    service: str
    at: datetime
    what: str
    case: str
    roles: tuple[Role, ...]
    organisation_id: OrganisationId | None
    organisation: str | None


@dataclass(frozen=True, kw_only=True)
class AccessLog:
    """is_partial: a source did not answer; what it knows comes with the same cursor once it does."""

    items: tuple[LoggedAccess, ...]
    next_cursor: str | None
    sources: tuple[Source, ...]
    is_partial: bool


SERVICES = tuple(service.value for service in Service)

read_journal = {service: journal_lines.read_journal(service) for service in SERVICES}
follow_journal = {service: journal_lines.follow_journal(service) for service in SERVICES}
read_accesses = {service: journal_lines.read_accesses(service) for service in SERVICES}
