"""The desk of manual claims: operators ask for more, accept, refuse, and audit what was accepted.

Owner: services/credits. Vocabulary: docs/glossary.md, "Credits".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from contracts.credits.claims import (
    MOVES,
    ClaimReason,
    ManualClaim,
    ManualClaimPage,
    ManualClaimState,
    UnknownClaim,
)
from contracts.credits.drafts import OPERATORS
from contracts.credits.ledger import REFUSALS
from kernel.messages import Conflict, Event, Forbidden, NotFound, Operation
from kernel.values import Code, EntryId, Limit, Line, PersonId, Text


class AuditKind(StrEnum):
    """random: the draw fell on the claim; targeted: an operator chose it."""

    RANDOM = "random"
    TARGETED = "targeted"


class AuditOutcome(StrEnum):
    """reversed: the credits were taken back."""

    CONFIRMED = "confirmed"
    REVERSED = "reversed"


class OwnClaim(Forbidden, ru="О своей заявке решает другой оператор."):
    """Nobody decides on a claim that is theirs, that they entered, or that they decided on before."""


class UnknownAudit(NotFound, ru="Такой проверки нет."):
    """There is no such audit."""


class AuditKnown(Conflict, ru="По этой заявке проверка уже назначена."):
    """The claim is or was audited already."""


class AuditSettled(Conflict, ru="Эта проверка уже завершена."):
    """The audit has its outcome already."""


@dataclass(frozen=True, kw_only=True)
class ListClaims:
    """Submitted claims, the oldest first; the specialists it shows may see who looked."""

    state: ManualClaimState = ManualClaimState.SUBMITTED
    form: Code | None = None
    speciality: Code | None = None
    person_id: PersonId | None = None
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class ReturnClaim:
    """Ask for more: the text is a comment that the claimant reads. version: the one read."""

    claim_id: EntryId
    version: int
    text: Text


@dataclass(frozen=True, kw_only=True)
class AcceptClaim:
    """Award what is claimed, by the same rules as any award. version: the one read."""

    claim_id: EntryId
    version: int


@dataclass(frozen=True, kw_only=True)
class RefuseClaim:
    """version: the one read. text: a comment that the claimant reads."""

    claim_id: EntryId
    version: int
    reason: ClaimReason
    text: Text


@dataclass(frozen=True, kw_only=True)
class AuditClaim:
    """Choose an accepted claim for an audit."""

    claim_id: EntryId
    reason: Text


@dataclass(frozen=True, kw_only=True)
class ListAudits:
    """The newest first. is_settled: whether they have an outcome."""

    is_settled: bool = False
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class SettleAudit:
    """Give an audit its outcome; `reversed` takes the credits back by a reversal with the reason."""

    audit_id: UUID
    outcome: AuditOutcome
    reason: Text


@dataclass(frozen=True, kw_only=True)
class ClaimAudit:
    """share: of a random one, the percentage of claims that the draw took at the time."""

    audit_id: UUID
    claim_id: EntryId
    person_id: PersonId
    receipt: str
    kind: AuditKind
    share: int | None
    opened_at: datetime
    outcome: AuditOutcome | None
    reason: str | None
    settled_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ClaimAuditPage:
    items: tuple[ClaimAudit, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class ManualClaimReturned(Event, name="credits.manual_claim.returned", subject="person_id"):
    """An operator asks a claimant for more."""

    claim_id: EntryId
    person_id: PersonId
    receipt: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ManualClaimRefused(Event, name="credits.manual_claim.refused", subject="person_id"):
    """A claim earns nothing."""

    claim_id: EntryId
    person_id: PersonId
    receipt: str
    title: str
    reason: ClaimReason


@dataclass(frozen=True, kw_only=True)
class ClaimAuditOpened(Event, name="credits.claim_audit.opened", subject="person_id"):
    """An accepted claim will be looked at once more."""

    audit_id: UUID
    claim_id: EntryId
    person_id: PersonId
    receipt: str
    kind: AuditKind


@dataclass(frozen=True, kw_only=True)
class ClaimAuditSettled(Event, name="credits.claim_audit.settled", subject="person_id"):
    """An audit of a claim has ended."""

    audit_id: UUID
    claim_id: EntryId
    person_id: PersonId
    receipt: str
    outcome: AuditOutcome


DECIDING = (*MOVES, OwnClaim)

list_claims = Operation("credits", "list_claims", ListClaims, ManualClaimPage, roles=OPERATORS, reads=True)
return_claim = Operation("credits", "return_claim", ReturnClaim, ManualClaim, DECIDING, roles=OPERATORS)
accept_claim = Operation(
    "credits", "accept_claim", AcceptClaim, ManualClaim, (*DECIDING, *REFUSALS), roles=OPERATORS
)
refuse_claim = Operation("credits", "refuse_claim", RefuseClaim, ManualClaim, DECIDING, roles=OPERATORS)
audit_claim = Operation(
    "credits", "audit_claim", AuditClaim, ClaimAudit, (UnknownClaim, AuditKnown), roles=OPERATORS
)
list_audits = Operation("credits", "list_audits", ListAudits, ClaimAuditPage, roles=OPERATORS, reads=True)
settle_audit = Operation(
    "credits",
    "settle_audit",
    SettleAudit,
    ClaimAudit,
    (UnknownAudit, AuditSettled, OwnClaim),
    roles=OPERATORS,
)
