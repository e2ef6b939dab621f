"""The quarantine: claims that broke a rule, and what operators do about them.

Owner: services/credits. Vocabulary: docs/glossary.md, "Quarantine".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from contracts.catalogue.activities import ActivityKind
from contracts.credits.drafts import OPERATORS
from contracts.credits.policies import PolicyMissing, RuleTrace
from kernel.messages import Conflict, Event, NotFound, Operation
from kernel.values import ActivityId, Code, Credits, EntryId, Limit, Line, PersonId, Text


class QuarantineState(StrEnum):
    """waiting: for its cause to be mended; posted: after all; dropped: by an operator, for good."""

    WAITING = "waiting"
    POSTED = "posted"
    DROPPED = "dropped"


class UnknownQuarantined(NotFound, ru="Такой записи в карантине нет."):
    """There is no such claim in the quarantine."""


class QuarantineSettled(Conflict, ru="Эта запись карантина уже разобрана."):
    """The claim has been posted or dropped already."""


@dataclass(frozen=True, kw_only=True)
class ListQuarantined:
    """Each filter narrows the list; the specialists it shows may see who looked."""

    state: QuarantineState = QuarantineState.WAITING
    code: Code | None = None
    speciality: Code | None = None
    person_id: PersonId | None = None
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class Quarantined:
    """A claim that broke a rule. code: the name of the error; traces: every rule up to the one it broke.

    settled_by, reason: of the operator; absent where it was posted by itself, once its cause was mended.
    """

    claim_id: EntryId
    person_id: PersonId
    speciality: str
    activity_id: ActivityId
    activity_number: str | None
    kind: ActivityKind
    title: str
    credits: Credits
    completed_on: date
    code: str
    traces: tuple[RuleTrace, ...]
    received_at: datetime
    state: QuarantineState
    settled_at: datetime | None
    settled_by: PersonId | None
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class QuarantinePage:
    items: tuple[Quarantined, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class ReadQuarantined:
    claim_id: EntryId


@dataclass(frozen=True, kw_only=True)
class SettleQuarantined:
    """Try a claim again, or drop it. reason: kept with it, and in the ledger where it is posted."""

    claim_id: EntryId
    reason: Text


@dataclass(frozen=True, kw_only=True)
class ClaimDropped(Event, name="credits.claim.dropped", subject="person_id"):
    """An operator has given up a claim that broke a rule. code: the rule's error."""

    claim_id: EntryId
    person_id: PersonId
    activity_id: ActivityId
    title: str
    code: str


list_quarantined = Operation(
    "credits", "list_quarantined", ListQuarantined, QuarantinePage, roles=OPERATORS, reads=True
)
read_quarantined = Operation(
    "credits",
    "read_quarantined",
    ReadQuarantined,
    Quarantined,
    (UnknownQuarantined,),
    roles=OPERATORS,
    reads=True,
)
resubmit_quarantined = Operation(
    "credits",
    "resubmit_quarantined",
    SettleQuarantined,
    Quarantined,
    (UnknownQuarantined, QuarantineSettled, PolicyMissing),
    roles=OPERATORS,
)
drop_quarantined = Operation(
    "credits",
    "drop_quarantined",
    SettleQuarantined,
    Quarantined,
    (UnknownQuarantined, QuarantineSettled),
    roles=OPERATORS,
)
