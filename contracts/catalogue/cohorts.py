"""Cohorts: an employer's group, what it is to learn by when, and how far it is.

Nobody is entered, and nothing of anybody is shown, without a standing consent to that employer.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Enrolment and attendance".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from contracts.catalogue.activities import UnknownActivity
from contracts.catalogue.enrolments import EnrolmentClosed
from contracts.catalogue.evidence import Evidence
from contracts.catalogue.participation import EnrolmentStatus
from kernel.messages import Event, Forbidden, NotFound, Operation
from kernel.values import (
    ActivityId,
    Code,
    Credits,
    EnrolmentId,
    Length,
    Limit,
    Line,
    OrganisationId,
    PersonId,
    Role,
)

CohortId = NewType("CohortId", UUID)


class MemberVerdict(StrEnum):
    """What became of one row of an employer's list."""

    ADDED = "added"
    KNOWN = "known"
    REPEATED = "repeated"
    NO_CONSENT = "no_consent"


class NotAnEmployer(Forbidden, ru="Вы не представляете работодателя."):
    """The caller acts for no employer."""


class UnknownCohort(NotFound, ru="Такой группы нет."):
    """There is no such cohort."""


@dataclass(frozen=True, kw_only=True)
class PlanStep:
    """What the group is to complete, and by which day."""

    activity_id: ActivityId
    due_on: date


@dataclass(frozen=True, kw_only=True)
class CreateCohort:
    """A group with its shared plan."""

    title: Line
    plan: Annotated[tuple[PlanStep, ...], Length(1, 10)]


@dataclass(frozen=True, kw_only=True)
class CohortRow:
    """speciality: the one whose cycle shall get the credits."""

    person_id: PersonId
    speciality: Code


@dataclass(frozen=True, kw_only=True)
class AddMembers:
    cohort_id: CohortId
    rows: Annotated[tuple[CohortRow, ...], Length(1, 200)]


@dataclass(frozen=True, kw_only=True)
class MemberResult:
    """proposed: of how many activities of the plan; each waits for the member's own word."""

    person_id: PersonId
    verdict: MemberVerdict
    proposed: int


@dataclass(frozen=True, kw_only=True)
class MembersAdded:
    cohort_id: CohortId
    added: int
    results: tuple[MemberResult, ...]


@dataclass(frozen=True, kw_only=True)
class Cohort:
    cohort_id: CohortId
    employer_id: OrganisationId
    title: str
    plan: tuple[PlanStep, ...]
    members: int
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class ListCohorts:
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class CohortPage:
    """The newest first."""

    items: tuple[Cohort, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class ReadCohortProgress:
    """limit: members on a page; the sums are those of the whole group."""

    cohort_id: CohortId
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class StepProgress:
    """Of all members, how many are where. overdue: have not completed it, and its day is over."""

    activity_id: ActivityId
    due_on: date
    members: int
    accepted: int
    completed: int
    failed: int
    overdue: int


@dataclass(frozen=True, kw_only=True)
class MemberStep:
    """status: absent where there is no enrolment.

    completed_on, credits, evidence: only where the member lets the employer know more than the least.
    """

    activity_id: ActivityId
    enrolment_id: EnrolmentId | None
    status: EnrolmentStatus | None
    completed_on: date | None
    credits: Credits | None
    evidence: Evidence | None = None


@dataclass(frozen=True, kw_only=True)
class MemberProgress:
    """steps: absent once the member has withdrawn the consent."""

    person_id: PersonId
    speciality: str
    has_consent: bool
    steps: tuple[MemberStep, ...]


@dataclass(frozen=True, kw_only=True)
class CohortProgress:
    cohort: Cohort
    steps: tuple[StepProgress, ...]
    members: tuple[MemberProgress, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class EnrolmentProposed(Event, name="catalogue.enrolment.proposed", subject="person_id"):
    """An employer proposes an activity to somebody of a group, who may accept it or not."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    activity_id: ActivityId
    title: str
    due_on: date


EMPLOYERS = frozenset({Role.EMPLOYER})

create_cohort = Operation(
    "catalogue",
    "create_cohort",
    CreateCohort,
    Cohort,
    (NotAnEmployer, UnknownActivity, EnrolmentClosed),
    roles=EMPLOYERS,
)
add_members = Operation(
    "catalogue", "add_members", AddMembers, MembersAdded, (NotAnEmployer, UnknownCohort), roles=EMPLOYERS
)
my_cohorts = Operation(
    "catalogue", "my_cohorts", ListCohorts, CohortPage, (NotAnEmployer,), roles=EMPLOYERS, reads=True
)
read_cohort_progress = Operation(
    "catalogue",
    "read_cohort_progress",
    ReadCohortProgress,
    CohortProgress,
    (NotAnEmployer, UnknownCohort),
    roles=EMPLOYERS,
    reads=True,
)
