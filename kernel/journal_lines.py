"""The operations by which every service answers for its journal, without declaring them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kernel.messages import SERVICES, Operation
from kernel.values import Limit, Line, OrganisationId, PersonId, Role

AUDITORS = frozenset({Role.AUDITOR, Role.REGULATOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, kw_only=True)
class ReadJournal:
    """after: the position behind which to read; 0 for the beginning.

    action: how its name begins; since: not before.
    """

    after: int = 0
    actor: PersonId | None = None
    subject: Line | None = None
    action: Line | None = None
    since: datetime | None = None
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


@dataclass(frozen=True, kw_only=True)
class ReadAccesses:
    """Who looked at the person that asks.

    before: the place from which to read on towards older ones; the newest when absent.
    """

    before: int | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class Access:
    """One look at a person's data. The roles and the organisation it was done in, not the name of who looked.

    what: `admission.application.viewed`; case: the number or identifier of what it was done for.
    """

    service: str
    place: int
    at: datetime
    what: str
    case: str
    roles: tuple[Role, ...]
    organisation_id: OrganisationId | None


@dataclass(frozen=True, kw_only=True)
class AccessPage:
    """Newest first."""

    items: tuple[Access, ...]
    next_before: int | None


@dataclass(frozen=True, kw_only=True)
class FollowJournal:
    """after: the position behind which to read on."""

    after: int = 0
    limit: Limit = 100


@dataclass(frozen=True, kw_only=True)
class JournalHead:
    """The last sealed line: its number, and the hash of it and all before it. 0 and zeros: there is none."""

    service: str
    number: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class JournalFollowed:
    """The sealed lines behind a position, in their order, and where the journal ends."""

    lines: tuple[JournalLine, ...]
    head: JournalHead


def read_journal(service: str) -> Operation[ReadJournal, JournalPage]:
    """What was done in `service`."""
    return Operation(service, "read_journal", ReadJournal, JournalPage, roles=AUDITORS, reads=True)


def read_accesses(service: str) -> Operation[ReadAccesses, AccessPage]:
    """Who looked at the caller's data in `service`."""
    return Operation(service, "read_accesses", ReadAccesses, AccessPage, reads=True)


def follow_journal(service: str) -> Operation[FollowJournal, JournalFollowed]:
    """What is new in `service`, for monitoring, which keeps heads and looks for patterns."""
    return Operation(
        service,
        "follow_journal",
        FollowJournal,
        JournalFollowed,
        roles=SERVICES,
        callers=("monitoring",),
        reads=True,
    )
