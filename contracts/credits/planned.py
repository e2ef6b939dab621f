"""Planned activities: what a specialist is enrolled in, as items of the plan of the cycle that it will serve.

Owner: services/credits. Vocabulary: docs/glossary.md, "Credits".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contracts.catalogue.activities import ActivityKind
from contracts.credits.cycles import SPECIALISTS
from kernel.messages import Event, Operation
from kernel.values import ActivityId, Credits, CycleId, EnrolmentId, Limit, Line, PersonId


class PlanObstacle(StrEnum):
    """no_cycle: nothing that it could serve. already_credited: it can earn nothing more in the cycle."""

    NO_CYCLE = "no_cycle"
    ALREADY_CREDITED = "already_credited"


@dataclass(frozen=True, kw_only=True)
class PlannedActivity:
    """credits: what it earns if completed. is_credited: whether it has earned them."""

    enrolment_id: EnrolmentId
    activity_id: ActivityId
    cycle_id: CycleId
    speciality: str
    title: str
    kind: ActivityKind
    credits: Credits
    starts_at: datetime
    ends_at: datetime
    is_credited: bool


@dataclass(frozen=True, kw_only=True)
class ListPlanned:
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class PlannedPage:
    """In order of the beginning."""

    items: tuple[PlannedActivity, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class ActivityPlanned(Event, name="credits.activity.planned", subject="person_id"):
    """What somebody is enrolled in is an item of their plan."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    activity_id: ActivityId
    cycle_id: CycleId


@dataclass(frozen=True, kw_only=True)
class ActivityNotPlanned(Event, name="credits.activity.not_planned", subject="person_id"):
    """What somebody is enrolled in cannot serve any cycle of theirs."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    activity_id: ActivityId
    obstacle: PlanObstacle


my_planned = Operation("credits", "my_planned", ListPlanned, PlannedPage, roles=SPECIALISTS, reads=True)
