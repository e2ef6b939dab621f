"""The ledger of a cycle: entries that are posted and reversed, never edited.

An entry is written as two legs that sum to zero: what the cycle has earned, and the
activity it came from. Entries are chained: each carries a hash of itself and of all
before it in its cycle, so a later edit of any of them shows.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from contracts.catalogue.activities import ActivityKind
from contracts.credits.ledger import AlreadyReversed, UnknownEntry
from contracts.credits.policies import RuleTrace
from kernel.values import ActivityId, Credits, CycleId, EnrolmentId, EntryId, PersonId, new_id
from services.credits.domain.claim import NOTHING, Claim, Verdict

GENESIS = bytes(32)


@dataclass(eq=False, kw_only=True)
class Leg:
    """One side of an entry. amount: signed; the legs of an entry sum to zero."""

    account: str
    amount: Decimal


@dataclass(eq=False, kw_only=True)
class Entry:
    """One line of the ledger. number: its place in the cycle, from 1.

    reverses: the entry that this one takes back. actor, reason: of what was done by hand.
    """

    entry_id: EntryId = field(default_factory=lambda: EntryId(new_id()))
    cycle_id: CycleId
    number: int
    person_id: PersonId
    activity_id: ActivityId
    activity_number: str | None
    kind: ActivityKind
    title: str
    credits: Credits
    completed_on: date
    enrolment_id: EnrolmentId | None
    posted_at: datetime
    actor: PersonId | None = None
    reason: str | None = None
    reverses: EntryId | None = None
    traces: tuple[RuleTrace, ...]
    legs: list[Leg] = field(default_factory=list)
    hash: bytes = GENESIS

    def seal(self, previous: bytes) -> bytes:
        """The hash of this entry and of all before it, whose own is `previous`."""
        facts = {
            **{name: _text(getattr(self, name)) for name in SEALED},
            "traces": [asdict(trace) for trace in self.traces],
            "legs": sorted(f"{leg.account} {leg.amount:.1f}" for leg in self.legs),
        }
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
        return hashlib.sha256(previous + text.encode()).digest()


# The names and their meaning are part of every hash ever made: none may change.
SEALED = (
    "entry_id",
    "cycle_id",
    "number",
    "person_id",
    "activity_id",
    "activity_number",
    "kind",
    "title",
    "credits",
    "completed_on",
    "enrolment_id",
    "posted_at",
    "actor",
    "reason",
    "reverses",
)


@dataclass(eq=False, kw_only=True)
class Balance:
    """What a cycle has earned from one kind of activity."""

    kind: ActivityKind
    credits: Credits


@dataclass(eq=False, kw_only=True)
class Account:
    """The sums of one cycle, and the end of its chain: locked, changed and saved as a whole."""

    cycle_id: CycleId
    balance: Credits = NOTHING
    entries: int = 0
    head: bytes = GENESIS
    by_kind: dict[ActivityKind, Balance] = field(default_factory=dict)

    def post(
        self,
        claim: Claim,
        verdict: Verdict,
        *,
        at: datetime,
        actor: PersonId | None = None,
        reason: str | None = None,
    ) -> Entry:
        """Enter the credits of a verdict that refuses nothing."""
        return self._enter(
            Entry(
                entry_id=claim.claim_id,
                cycle_id=self.cycle_id,
                number=self.entries + 1,
                person_id=claim.person_id,
                activity_id=claim.activity_id,
                activity_number=claim.activity_number,
                kind=claim.kind,
                title=claim.title,
                credits=verdict.credits,
                completed_on=claim.completed_on,
                enrolment_id=claim.enrolment_id,
                posted_at=at,
                actor=actor,
                reason=reason,
                traces=verdict.traces,
            ),
            verdict.credits.amount,
        )

    def reverse(
        self, entry: Entry, *, is_credited: bool, reason: str, actor: PersonId | None, at: datetime
    ) -> Entry:
        """Take an entry back by its opposite.

        is_credited: whether the entry still counts. actor: None when no human did it.
        Raises: UnknownEntry -- the entry is itself a reversal.
            AlreadyReversed.
        """
        if entry.reverses is not None:
            raise UnknownEntry(entry_id=entry.entry_id)
        if not is_credited:
            raise AlreadyReversed(entry_id=entry.entry_id)
        return self._enter(
            Entry(
                cycle_id=self.cycle_id,
                number=self.entries + 1,
                person_id=entry.person_id,
                activity_id=entry.activity_id,
                activity_number=entry.activity_number,
                kind=entry.kind,
                title=entry.title,
                credits=entry.credits,
                completed_on=entry.completed_on,
                enrolment_id=entry.enrolment_id,
                posted_at=at,
                actor=actor,
                reason=reason,
                reverses=entry.entry_id,
                traces=(),
            ),
            -entry.credits.amount,
        )

    def _enter(self, entry: Entry, earned: Decimal) -> Entry:
        entry.legs = [
            Leg(account=f"earned:{self.cycle_id}", amount=earned),
            Leg(account=f"activity:{entry.activity_id}", amount=-earned),
        ]
        entry.hash = self.head = entry.seal(self.head)
        self.entries = entry.number
        self.balance = Credits(self.balance.amount + earned)
        of_kind = self.by_kind.setdefault(entry.kind, Balance(kind=entry.kind, credits=NOTHING))
        of_kind.credits = Credits(of_kind.credits.amount + earned)
        return entry


def _text(fact: object) -> str | None:
    if isinstance(fact, datetime):
        return fact.astimezone(UTC).isoformat()
    return None if fact is None else str(fact)
