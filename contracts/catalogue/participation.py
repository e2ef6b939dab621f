"""Participation: what an enrolment goes through between the wish and the seat, and its report.

An enrolment is a saga: a seat, an item of the specialist's plan, a notice, the report. Each step
leaves its mark; a step that cannot be taken undoes those before it.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Enrolment and attendance".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from contracts.catalogue.activities import PROVIDERS, NotYourActivity, UnknownActivity
from contracts.catalogue.enrolments import (
    SPECIALISTS,
    AlreadyEnrolled,
    Enrolment,
    EnrolmentClosed,
    EnrolmentState,
    NoSeats,
    PrerequisitesMissing,
    SpecialityNotCovered,
    UnknownEnrolment,
)
from kernel.messages import Event, Operation
from kernel.values import ActivityId, EnrolmentId, PersonId, Text


class EnrolmentStatus(StrEnum):
    """What people call the states: draft, sent, accepted, studying, then passed, failed or withdrawn."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    STUDYING = "studying"
    PASSED = "passed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class MoveSource(StrEnum):
    """Who moved an enrolment. suite: a deadline, a beginning, or another service."""

    SPECIALIST = "specialist"
    PROVIDER = "provider"
    EMPLOYER = "employer"
    SUITE = "suite"


class SagaStep(StrEnum):
    SEAT = "seat"
    PLAN = "plan"
    NOTICE = "notice"


class StepOutcome(StrEnum):
    """skipped: there was nothing to do, the reason tells why. undone: a later step has failed."""

    PENDING = "pending"
    DONE = "done"
    SKIPPED = "skipped"
    UNDONE = "undone"


@dataclass(frozen=True, kw_only=True)
class RuleOutcome:
    """How one rule judged the wish to enrol. required, found: in the rule's own unit."""

    rule: str
    required: str
    found: str
    passed: bool


@dataclass(frozen=True, kw_only=True)
class EnrolmentMove:
    """at: by the clock of the database, never changed."""

    state: EnrolmentState
    status: EnrolmentStatus
    source: MoveSource
    at: datetime


@dataclass(frozen=True, kw_only=True)
class EnrolmentStep:
    step: SagaStep
    outcome: StepOutcome
    reason: str | None
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ReadEnrolment:
    enrolment_id: EnrolmentId


@dataclass(frozen=True, kw_only=True)
class EnrolmentReport:
    """All that is known of one enrolment.

    verdict: how each rule judged it, by the law of `judged_on`; empty for the oldest.
    moves: in their order. is_settled: every step of the saga has been taken.
    place: in the line of those who wait, the first is 1.
    """

    enrolment: Enrolment
    status: EnrolmentStatus
    verdict: tuple[RuleOutcome, ...]
    judged_on: date | None
    moves: tuple[EnrolmentMove, ...]
    steps: tuple[EnrolmentStep, ...]
    is_settled: bool
    place: int | None


@dataclass(frozen=True, kw_only=True)
class AcceptSeat:
    """Take the seat that is offered, or follow what the employer proposes."""

    enrolment_id: EnrolmentId


@dataclass(frozen=True, kw_only=True)
class AcceptParticipant:
    """Give a seat to somebody who has asked for one."""

    activity_id: ActivityId
    enrolment_id: EnrolmentId


@dataclass(frozen=True, kw_only=True)
class RefuseParticipant:
    activity_id: ActivityId
    enrolment_id: EnrolmentId
    reason: Text


@dataclass(frozen=True, kw_only=True)
class SeatOffered(Event, name="catalogue.enrolment.offered", subject="person_id"):
    """A seat is kept for somebody who waits; it goes to the next if not accepted in time."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    activity_id: ActivityId
    title: str
    until: datetime


@dataclass(frozen=True, kw_only=True)
class EnrolmentRefused(Event, name="catalogue.enrolment.refused", subject="person_id"):
    """The provider gives no seat to somebody who has asked for one."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    activity_id: ActivityId
    title: str


@dataclass(frozen=True, kw_only=True)
class StudyBegun(Event, name="catalogue.enrolment.studying", subject="person_id"):
    """An activity has begun for somebody who has a seat in it."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    activity_id: ActivityId


_PICKED = (UnknownActivity, NotYourActivity, UnknownEnrolment, EnrolmentClosed)

read_enrolment = Operation(
    "catalogue",
    "read_enrolment",
    ReadEnrolment,
    EnrolmentReport,
    (UnknownEnrolment,),
    roles=SPECIALISTS,
    reads=True,
)
accept_seat = Operation(
    "catalogue",
    "accept_seat",
    AcceptSeat,
    Enrolment,
    (
        UnknownEnrolment,
        UnknownActivity,
        AlreadyEnrolled,
        EnrolmentClosed,
        NoSeats,
        SpecialityNotCovered,
        PrerequisitesMissing,
    ),
    roles=SPECIALISTS,
)
accept_participant = Operation(
    "catalogue", "accept_participant", AcceptParticipant, Enrolment, (*_PICKED, NoSeats), roles=PROVIDERS
)
refuse_participant = Operation(
    "catalogue", "refuse_participant", RefuseParticipant, Enrolment, _PICKED, roles=PROVIDERS
)
