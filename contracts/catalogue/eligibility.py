"""Eligibility: whether an activity of the register may earn a specialist credits.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Activities".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contracts.catalogue.activities import ActivityKind, UnknownActivity
from kernel.messages import ANYONE, Operation
from kernel.values import ActivityId, Code, Credits, Line


@dataclass(frozen=True, kw_only=True)
class CheckEligibility:
    """number: the registry number, as people type it. on: the day of attendance; today when absent."""

    number: Line
    speciality: Code
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """Why not. rule: the code of the broken rule; required: what it asks for."""

    rule: str
    required: str
    found: str


@dataclass(frozen=True, kw_only=True)
class Eligibility:
    """The answer, with all that stands in the way; nothing does when the activity is eligible."""

    activity_id: ActivityId
    number: str
    title: str
    kind: ActivityKind
    credits: Credits
    speciality: str
    on: date
    is_eligible: bool
    obstacles: tuple[Obstacle, ...]


check_eligibility = Operation(
    "catalogue",
    "check_eligibility",
    CheckEligibility,
    Eligibility,
    (UnknownActivity,),
    roles=ANYONE,
    reads=True,
)
