"""How a plan goes: plan against fact against requirement, deviations, and what corrects them.

Owner: services/credits. Vocabulary: docs/glossary.md, "Planning".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from contracts.catalogue.activities import ActivityKind
from contracts.credits.cycles import SPECIALISTS
from contracts.credits.plans import PARTIES, PlanDeviation, ReadPlan, UnknownPlan
from contracts.credits.policies import PolicyMissing
from contracts.credits.proposals import Aim, CycleOver, Proposal
from kernel.messages import Event, Operation
from kernel.values import Credits, CycleId, OrganisationId, PersonId


class DeviationKind(StrEnum):
    """behind_schedule: an item or a target is due and not reached. over_cap: more is planned than counts.

    over_budget: more is reserved and spent than the plan's budget.
    """

    BEHIND_SCHEDULE = "behind_schedule"
    OVER_CAP = "over_cap"
    OVER_BUDGET = "over_budget"


@dataclass(frozen=True, kw_only=True)
class ItemProgress:
    """done: what of the item's credits was earned. is_late: it is due, and not done."""

    code: str
    kind: ActivityKind
    credits: Credits
    due: date
    done: Credits
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class ProgressPoint:
    """Sums since the cycle began. found: absent for days to come.

    required: the share of the accreditation total that the time passed is of the cycle; it advises.
    """

    on: date
    planned: Credits
    found: Credits | None
    required: Credits


@dataclass(frozen=True, kw_only=True)
class PlanProgress:
    """By the approved version; by the last one where none was approved."""

    plan_id: UUID
    version: int
    on: date
    items: tuple[ItemProgress, ...]
    points: tuple[ProgressPoint, ...]
    deviations: tuple[PlanDeviation, ...]


@dataclass(frozen=True, kw_only=True)
class CorrectPlan:
    """Ask what would bring a plan back: within its budget, the cheapest or the soonest."""

    plan_id: UUID
    aim: Aim = Aim.CHEAPEST


@dataclass(frozen=True, kw_only=True)
class PlanSubmitted(Event, name="credits.plan.submitted", subject="person_id"):
    """A specialist asks the employer to approve a plan."""

    plan_id: UUID
    person_id: PersonId
    cycle_id: CycleId
    employer_id: OrganisationId
    version: int
    decide_by: date


@dataclass(frozen=True, kw_only=True)
class PlanApproved(Event, name="credits.plan.approved", subject="person_id"):
    """A plan is what deviations are measured against. approved_by: absent when a policy did."""

    plan_id: UUID
    person_id: PersonId
    cycle_id: CycleId
    employer_id: OrganisationId | None
    version: int
    approved_by: PersonId | None


@dataclass(frozen=True, kw_only=True)
class PlanReturned(Event, name="credits.plan.returned", subject="person_id"):
    """The employer asks for another version of a plan."""

    plan_id: UUID
    person_id: PersonId
    version: int


@dataclass(frozen=True, kw_only=True)
class DeviationDetected(Event, name="credits.plan.deviation_detected", subject="person_id"):
    """The fact departs from an approved plan."""

    plan_id: UUID
    person_id: PersonId
    employer_id: OrganisationId | None
    version: int
    kind: DeviationKind
    subject_code: str
    required: str
    found: str
    due: date | None


plan_progress = Operation(
    "credits",
    "plan_progress",
    ReadPlan,
    PlanProgress,
    (UnknownPlan, PolicyMissing),
    roles=PARTIES,
    reads=True,
)
correct_plan = Operation(
    "credits",
    "correct_plan",
    CorrectPlan,
    Proposal,
    (UnknownPlan, CycleOver, PolicyMissing),
    roles=SPECIALISTS,
    reads=True,
    deadline=20.0,
)
