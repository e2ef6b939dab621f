"""Plans: how a specialist means to earn what a cycle asks for, agreed with the employer.

Owner: services/credits. Vocabulary: docs/glossary.md, "Planning".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from contracts.catalogue.activities import ActivityKind
from contracts.credits.cycles import SPECIALISTS, UnknownCycle
from contracts.credits.policies import PolicyMissing
from contracts.credits.proposals import CycleOver
from kernel.messages import Conflict, Invalid, NotFound, Operation, StaleVersion
from kernel.money import Money
from kernel.values import (
    ActivityId,
    Code,
    Credits,
    CycleId,
    Length,
    Limit,
    Line,
    OrganisationId,
    PersonId,
    Range,
    Role,
    Text,
)

Priority = Annotated[int, Range(1, 5)]


class PlanState(StrEnum):
    """approved: it is what deviations are measured against, until a later version is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class UnknownPlan(NotFound, ru="Такого плана нет."):
    """There is no such plan."""


class PlanExists(Conflict, ru="План этого цикла уже составлен. Измените его."):
    """The cycle has a plan already: revise it."""


class PlanMoveRefused(Conflict, ru="В нынешнем состоянии плана это действие невозможно."):
    """The plan's state does not allow this."""


class PlanUnsound(Invalid, ru="План противоречит правилам."):
    """The plan contradicts a rule."""


class UnknownEmployer(NotFound, ru="Такого работодателя нет."):
    """There is no such employer."""


@dataclass(frozen=True, kw_only=True)
class PlanTarget:
    """How much shall come from one kind of activities, until when. priority: 1 is the highest."""

    kind: ActivityKind
    credits: Credits
    priority: Priority = 3
    due: date


@dataclass(frozen=True, kw_only=True)
class PlanItem:
    """One thing to do: an activity, or a topic for which one is still to be found.

    code: its name within the plan, the same in every version. priority: 1 is the highest.
    """

    code: Code
    kind: ActivityKind
    activity_id: ActivityId | None = None
    topic: Line | None = None
    credits: Credits
    priority: Priority = 3
    due: date
    price: Money | None = None


@dataclass(frozen=True, kw_only=True)
class PlanContent:
    """What a version says. budget: what its items may cost together."""

    targets: Annotated[tuple[PlanTarget, ...], Length(0, 10)] = ()
    items: Annotated[tuple[PlanItem, ...], Length(0, 100)] = ()
    budget: Money | None = None


@dataclass(frozen=True, kw_only=True)
class WritePlan:
    """Write the plan of a cycle. employer_id: with whom it is to be agreed; absent when with nobody."""

    cycle_id: CycleId
    employer_id: OrganisationId | None = None
    content: PlanContent


@dataclass(frozen=True, kw_only=True)
class RevisePlan:
    """Write the next version, whole. version: the one that the caller has read."""

    plan_id: UUID
    version: int
    content: PlanContent
    reason: Text


@dataclass(frozen=True, kw_only=True)
class MovePlan:
    """Take a plan to its next state. version: the one that the caller has read."""

    plan_id: UUID
    version: int


@dataclass(frozen=True, kw_only=True)
class ReturnPlan:
    """Ask for another version, with the reason."""

    plan_id: UUID
    version: int
    reason: Text


@dataclass(frozen=True, kw_only=True)
class CommentPlan:
    plan_id: UUID
    text: Text


@dataclass(frozen=True, kw_only=True)
class PlanComment:
    """is_employer: whether it was written for the employer."""

    version: int
    author: PersonId
    is_employer: bool
    text: str
    written_at: datetime


@dataclass(frozen=True, kw_only=True)
class TargetCheck:
    """Whether the items of a kind come to its target. short: by how much they do not."""

    kind: ActivityKind
    target: Credits
    planned: Credits
    short: Credits


@dataclass(frozen=True, kw_only=True)
class PlanDeviation:
    """Where the fact departs from the approved plan. subject: the code of an item, or a kind of activities.

    kind: behind_schedule, over_cap or over_budget. required, found: credits or money.
    """

    kind: str
    subject: str
    required: str
    found: str
    due: date | None
    detected_at: datetime
    text: str
    text_en: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The last version. active_version: the one that was approved last; absent until one is.

    decide_by: the last day on which the employer may decide. checks: its items against its targets.
    comments, deviations: only where one plan is read.
    """

    plan_id: UUID
    person_id: PersonId
    cycle_id: CycleId
    employer_id: OrganisationId | None
    state: PlanState
    version: int
    active_version: int | None
    decide_by: date | None
    content: PlanContent
    checks: tuple[TargetCheck, ...]
    price: Money
    comments: tuple[PlanComment, ...] = ()
    deviations: tuple[PlanDeviation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ListPlans:
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    """The newest first."""

    items: tuple[Plan, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class ReadPlan:
    plan_id: UUID


@dataclass(frozen=True, kw_only=True)
class PlanChange:
    """What one version made of the one before. what: an item's code, `target.<kind>` or `budget`.

    before, after: as people write it; absent where there was, or is, nothing.
    """

    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True, kw_only=True)
class PlanVersion:
    """reason: absent of the first."""

    version: int
    reason: str | None
    written_by: PersonId
    written_at: datetime
    content: PlanContent
    changes: tuple[PlanChange, ...]


@dataclass(frozen=True, kw_only=True)
class PlanVersions:
    """The newest first."""

    plan_id: UUID
    items: tuple[PlanVersion, ...]


EMPLOYERS = frozenset({Role.EMPLOYER})
PARTIES = SPECIALISTS | EMPLOYERS
_MOVES = (UnknownPlan, PlanMoveRefused, StaleVersion)

write_plan = Operation(
    "credits",
    "write_plan",
    WritePlan,
    Plan,
    (UnknownCycle, CycleOver, UnknownEmployer, PlanExists, PlanUnsound),
    roles=SPECIALISTS,
)
revise_plan = Operation(
    "credits",
    "revise_plan",
    RevisePlan,
    Plan,
    (*_MOVES, PlanUnsound, PolicyMissing),
    roles=SPECIALISTS,
)
submit_plan = Operation(
    "credits",
    "submit_plan",
    MovePlan,
    Plan,
    (*_MOVES, PlanUnsound, PolicyMissing),
    roles=SPECIALISTS,
)
approve_plan = Operation("credits", "approve_plan", MovePlan, Plan, (*_MOVES, PolicyMissing), roles=EMPLOYERS)
return_plan = Operation("credits", "return_plan", ReturnPlan, Plan, _MOVES, roles=EMPLOYERS)
comment_plan = Operation("credits", "comment_plan", CommentPlan, Plan, (UnknownPlan,), roles=PARTIES)
my_plans = Operation("credits", "my_plans", ListPlans, PlanPage, roles=SPECIALISTS, reads=True)
plans_to_decide = Operation("credits", "plans_to_decide", ListPlans, PlanPage, roles=EMPLOYERS, reads=True)
read_plan = Operation("credits", "read_plan", ReadPlan, Plan, (UnknownPlan,), roles=PARTIES, reads=True)
list_plan_versions = Operation(
    "credits", "list_plan_versions", ReadPlan, PlanVersions, (UnknownPlan,), roles=PARTIES, reads=True
)
