"""The life of a policy before it is law: written by one operator, published by another."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from contracts.credits.drafts import DraftState, OwnDraft, PolicyDraftSettled, PolicyUnsound
from contracts.credits.policies import UnknownPolicy
from kernel.values import Credits, InvalidValue, PersonId, Range, new_id
from services.credits.domain.policy import Policies, Policy, PolicyType

MOVES: dict[DraftState, set[DraftState]] = {
    DraftState.DRAFTED: {DraftState.PUBLISHED, DraftState.WITHDRAWN},
    DraftState.PUBLISHED: set(),
    DraftState.WITHDRAWN: set(),
}


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a draft says. corrects: why it reaches back; None when it lies ahead."""

    key: str
    value: str
    valid_from: date
    valid_before: date | None
    legal_act: str
    source: str
    verified: bool
    reason: str
    corrects: str | None


@dataclass(eq=False, kw_only=True)
class PolicyDraft:
    """version: of the row that it became."""

    draft_id: UUID = field(default_factory=new_id)
    key: str
    value: str
    type: PolicyType
    unit: str
    valid_from: date
    valid_before: date | None
    legal_act: str
    source: str
    verified: bool
    reason: str
    corrects: str | None
    state: DraftState = DraftState.DRAFTED
    drafted_by: PersonId
    drafted_at: datetime
    settled_by: PersonId | None = None
    settled_at: datetime | None = None
    version: int | None = None

    def publish(self, law: Policies, *, approver: PersonId, at: datetime, today: date) -> Policy:
        """The row of the law that the draft becomes.

        Raises: PolicyDraftSettled, OwnDraft.
            PolicyUnsound -- the days it was to begin with have passed while it waited.
        """
        self._settle(DraftState.PUBLISHED, approver, at)
        if approver == self.drafted_by:
            raise OwnDraft(draft_id=self.draft_id)
        _require_ahead(self.valid_from, self.corrects, today)
        self.version = law.next_version(self.key)
        return self.as_policy(at, self.version)

    def withdraw(self, by: PersonId, at: datetime) -> None:
        """Raises: PolicyDraftSettled."""
        self._settle(DraftState.WITHDRAWN, by, at)

    def require_open(self) -> None:
        """Raises: PolicyDraftSettled."""
        if not MOVES[self.state]:
            raise PolicyDraftSettled(draft_id=self.draft_id, state=self.state)

    def as_policy(self, at: datetime, version: int) -> Policy:
        """The row as it is, or would be, recorded at `at`."""
        return Policy(
            key=self.key,
            version=version,
            value=self.value,
            type=self.type,
            unit=self.unit,
            valid_from=self.valid_from,
            valid_before=self.valid_before,
            legal_act=self.legal_act,
            source=self.source,
            verified=self.verified,
            recorded_at=at,
            published_by=self.draft_id,
        )

    def _settle(self, state: DraftState, by: PersonId, at: datetime) -> None:
        self.require_open()
        self.state, self.settled_by, self.settled_at = state, by, at


def draft(wording: Wording, law: Policies, *, author: PersonId, at: datetime, today: date) -> PolicyDraft:
    """A sound draft for a key that the law knows.

    Raises: UnknownPolicy, PolicyUnsound.
    """
    known = law.latest(wording.key)
    if known is None:
        raise UnknownPolicy(key=wording.key)
    if wording.valid_before is not None and wording.valid_before <= wording.valid_from:
        raise PolicyUnsound(valid_before="period.order")
    _require_ahead(wording.valid_from, wording.corrects, today)
    if not _is_written_as(known.type, wording.value, RANGES.get(wording.key)):
        raise PolicyUnsound(value=f"policy.{known.type}")
    return PolicyDraft(**vars(wording), type=known.type, unit=known.unit, drafted_by=author, drafted_at=at)


def _require_ahead(valid_from: date, corrects: str | None, today: date) -> None:
    if valid_from <= today and corrects is None:
        raise PolicyUnsound(valid_from="policy.retroactive")


# What days are counted with: beyond these no calendar holds them.
RANGES = {
    "cycle.length": Range(1, 50),
    "cycle.checkpoints": Range(1, 600),
    "claim.late_days": Range(0, 3650),
    "accreditation.gap_years": Range(1, 50),
}
PLAIN = Range(0, 10**12)


def _is_written_as(kind: PolicyType, value: str, bounds: Range | None) -> bool:
    try:
        return READERS[kind](value, bounds or PLAIN)
    except (ValueError, InvalidOperation, InvalidValue, re.error):
        return False


def _whole(text: str, bounds: Range) -> bool:
    return text.isdecimal() and text.isascii() and bounds.least <= int(text) <= bounds.most


def _items(text: str) -> list[str]:
    return text.split(";")


READERS: dict[PolicyType, Callable[[str, Range], bool]] = {
    PolicyType.INTEGER: _whole,
    PolicyType.INTEGERS: lambda text, bounds: all(_whole(item, bounds) for item in _items(text)),
    PolicyType.DECIMAL: lambda text, _: Decimal(text).is_finite(),
    PolicyType.CREDITS: lambda text, _: Credits.parse(text).amount >= 0,
    PolicyType.BOOLEAN: lambda text, _: text in ("yes", "no"),
    PolicyType.DATE: lambda text, _: bool(date.fromisoformat(text)),
    PolicyType.TEXT: lambda text, _: bool(text.strip()),
    PolicyType.TEXTS: lambda text, _: all(item.strip() for item in _items(text)),
    PolicyType.REGEX: lambda text, _: re.compile(text) is not None,
}
