"""Confirmations: the act that proves each credited activity, and its public check.

Owner: services/portfolio. Vocabulary: docs/glossary.md, "Confirmation act".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.portfolio.documents import SPECIALISTS, Download
from kernel.messages import ANYONE, Event, NotFound, Operation, Unavailable
from kernel.values import ActivityId, Code, Credits, EntryId, Limit, Line, PersonId


class ConfirmationState(StrEnum):
    """pending: the credits are posted, the act is being drawn up."""

    PENDING = "pending"
    ISSUED = "issued"
    REVOKED = "revoked"


class UnknownConfirmation(NotFound, ru="Такого подтверждения нет."):
    """There is no such confirmation."""


class ConfirmationPending(Unavailable, ru="Акт ещё составляется. Повторите запрос чуть позже."):
    """The act is still being drawn up."""


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """number: printed on the act, checked publicly. sha256: of the PDF."""

    confirmation_id: UUID
    number: str
    entry_id: EntryId
    activity_id: ActivityId
    title: str
    credits: Credits
    completed_on: date
    state: ConfirmationState
    issued_at: datetime | None
    sha256: str | None


@dataclass(frozen=True, kw_only=True)
class ListConfirmations:
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class ConfirmationPage:
    items: tuple[Confirmation, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class ReadConfirmation:
    confirmation_id: UUID


@dataclass(frozen=True, kw_only=True)
class VerifyConfirmation:
    """Check an act by the number printed on it; no login is needed."""

    number: Code


@dataclass(frozen=True, kw_only=True)
class ConfirmationProof:
    """What the public may know: that the act is real, what for, and the hash of its file."""

    number: str
    state: ConfirmationState
    title: str
    credits: Credits
    completed_on: date
    issued_at: datetime | None
    sha256: str | None


@dataclass(frozen=True, kw_only=True)
class ConfirmationIssued(Event, name="portfolio.confirmation.issued", subject="person_id"):
    """The act that confirms a credited activity has been drawn up and stored."""

    confirmation_id: UUID
    number: str
    entry_id: EntryId
    person_id: PersonId
    activity_id: ActivityId
    title: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ConfirmationRevoked(Event, name="portfolio.confirmation.revoked", subject="person_id"):
    """The credits were taken back, so the act proves nothing any more."""

    confirmation_id: UUID
    number: str
    entry_id: EntryId
    person_id: PersonId


my_confirmations = Operation(
    "portfolio", "my_confirmations", ListConfirmations, ConfirmationPage, roles=SPECIALISTS, reads=True
)
download_confirmation = Operation(
    "portfolio",
    "download_confirmation",
    ReadConfirmation,
    Download,
    (UnknownConfirmation, ConfirmationPending),
    roles=SPECIALISTS,
    reads=True,
)
verify_confirmation = Operation(
    "portfolio",
    "verify_confirmation",
    VerifyConfirmation,
    ConfirmationProof,
    (UnknownConfirmation,),
    roles=ANYONE,
    reads=True,
)
