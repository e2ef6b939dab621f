"""Rehearsals: whom a draft of the law would touch, told before it is published.

Owner: services/credits. Vocabulary: docs/glossary.md, "Rehearsal".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.credits.drafts import OPERATORS, PolicyDraftSettled, UnknownPolicyDraft
from kernel.messages import Conflict, Invalid, NotFound, Operation
from kernel.values import Code, CycleId, Limit, Line, PersonId


class RehearsalState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class UnknownRehearsal(NotFound, ru="Такой проверки проекта нет."):
    """There is no such rehearsal."""


class RehearsalUnsound(Invalid, ru="Проверку проекта на этот день провести нельзя."):
    """The draft cannot be rehearsed for that day."""


class DecidesNobody(Conflict, ru="Эта норма не решает, выполнены ли требования: проверять некого."):
    """No requirement depends on this policy: nobody would be touched."""


class RehearsalEnded(Conflict, ru="Эта проверка уже закончена."):
    """The rehearsal has ended already."""


@dataclass(frozen=True, kw_only=True)
class Rehearse:
    """Hold everybody who has a cycle on a day against the law with the draft and without it.

    on: today or later; when absent, the first day of the draft, or today if that has passed.
    """

    draft_id: UUID
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Flips:
    """How many cycles of a speciality would turn from met to unmet, and back, by one rule.

    rule: `ready` for all rules of the requirement together.
    """

    speciality: str
    rule: str
    lost: int
    gained: int


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """total: cycles to look at, 0 until it has begun; done: those looked at so far.

    known_at: what was earned and what was law is taken as known then. flips: once it has finished.
    """

    rehearsal_id: UUID
    draft_id: UUID
    on: date
    known_at: datetime
    state: RehearsalState
    requested_by: PersonId
    began_at: datetime | None
    ended_at: datetime | None
    total: int
    done: int
    flips: tuple[Flips, ...]


@dataclass(frozen=True, kw_only=True)
class ReadRehearsal:
    rehearsal_id: UUID


@dataclass(frozen=True, kw_only=True)
class CancelRehearsal:
    rehearsal_id: UUID


@dataclass(frozen=True, kw_only=True)
class ListFlipped:
    """Who would be touched; each of them may see who looked."""

    rehearsal_id: UUID
    speciality: Code | None = None
    rule: Code | None = None
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class Flipped:
    """lost, gained: the rules that would turn from met to unmet, and back."""

    cycle_id: CycleId
    person_id: PersonId
    speciality: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FlippedPage:
    items: tuple[Flipped, ...]
    next_cursor: str | None


rehearse = Operation(
    "credits",
    "rehearse",
    Rehearse,
    Rehearsal,
    (UnknownPolicyDraft, PolicyDraftSettled, RehearsalUnsound, DecidesNobody),
    roles=OPERATORS,
)
read_rehearsal = Operation(
    "credits", "read_rehearsal", ReadRehearsal, Rehearsal, (UnknownRehearsal,), roles=OPERATORS, reads=True
)
cancel_rehearsal = Operation(
    "credits",
    "cancel_rehearsal",
    CancelRehearsal,
    Rehearsal,
    (UnknownRehearsal, RehearsalEnded),
    roles=OPERATORS,
)
list_flipped = Operation(
    "credits", "list_flipped", ListFlipped, FlippedPage, (UnknownRehearsal,), roles=OPERATORS, reads=True
)
