"""What it would take to meet the requirement, and what becomes of it if something is taken.

Owner: services/credits. Vocabulary: docs/glossary.md, "Planning".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from contracts.catalogue.activities import ActivityFormat, ActivityKind
from contracts.credits.cycles import SPECIALISTS, UnknownCycle
from contracts.credits.policies import PolicyMissing, RuleTrace
from kernel.messages import Conflict, Operation
from kernel.money import Money
from kernel.values import ActivityId, Credits, CycleId, Length


class Aim(StrEnum):
    """What is to be least. The other of the two, and the number of activities, decide among equals."""

    CHEAPEST = "cheapest"
    SOONEST = "soonest"


class Answer(StrEnum):
    """met: nothing is missing. optimal: proven that nothing considered is cheaper, or sooner.

    best_found: met, but the time was up before more could be proven. undecided: it was up before that.
    impossible: the obstacles say what stands in the way.
    """

    MET = "met"
    OPTIMAL = "optimal"
    BEST_FOUND = "best_found"
    IMPOSSIBLE = "impossible"
    UNDECIDED = "undecided"


class CycleOver(Conflict, ru="Цикл окончен или день вне цикла."):
    """The cycle is over, or does not hold the day."""


@dataclass(frozen=True, kw_only=True)
class Propose:
    """Ask for activities that close the gap of a cycle.

    by: the last day on which they may be completed; that of the cycle when absent.
    budget: what they may cost together. format: only such activities.
    """

    cycle_id: CycleId
    aim: Aim = Aim.CHEAPEST
    budget: Money | None = None
    by: date | None = None
    format: ActivityFormat | None = None


@dataclass(frozen=True, kw_only=True)
class Simulate:
    """Ask what becomes of a cycle if these activities are taken besides what one has a seat in."""

    cycle_id: CycleId
    activity_ids: Annotated[tuple[ActivityId, ...], Length(0, 50)] = ()


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One activity, as the ledger would judge it on the day on which it can be completed.

    counted: of the credits; lost: the rest of them. traces: the verdict of every rule on it.
    code: why nothing would be counted.
    """

    activity_id: ActivityId
    number: str
    title: str
    kind: ActivityKind
    credits: Credits
    price: Money
    completed_on: date
    is_enrolled: bool
    counted: Credits
    lost: Credits
    traces: tuple[RuleTrace, ...]
    code: str | None


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """Where the specialist would stand. on: the day by whose law; lost_to_share: activities beyond theirs."""

    on: date
    total: Credits
    missing: Credits
    accreditation: tuple[RuleTrace, ...]
    ready: bool
    lost_to_share: Credits


@dataclass(frozen=True, kw_only=True)
class PlanObstacle:
    """What cannot be met. required, attainable: in the unit of the rule; text, text_en: in words."""

    rule: str
    required: str
    attainable: str
    text: str
    text_en: str


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """items: what to take, in order of completion, and what one has a seat in already that is counted on.

    considered: among how many activities was chosen; is_whole: whether these are all that end in time.
    """

    cycle_id: CycleId
    aim: Aim
    by: date
    answer: Answer
    items: tuple[Taken, ...]
    price: Money
    completed_on: date | None
    outlook: Outlook
    obstacles: tuple[PlanObstacle, ...]
    considered: int
    is_whole: bool


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """unknown: what is not offered, or not in time; it was left out."""

    cycle_id: CycleId
    items: tuple[Taken, ...]
    price: Money
    before: Outlook
    after: Outlook
    unknown: tuple[ActivityId, ...]


propose = Operation(
    "credits",
    "propose",
    Propose,
    Proposal,
    (UnknownCycle, CycleOver, PolicyMissing),
    roles=SPECIALISTS,
    reads=True,
    deadline=20.0,
)
simulate = Operation(
    "credits",
    "simulate",
    Simulate,
    Simulation,
    (UnknownCycle, CycleOver, PolicyMissing),
    roles=SPECIALISTS,
    reads=True,
    deadline=10.0,
)
