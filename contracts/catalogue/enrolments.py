"""Enrolments: a specialist takes a seat, attends, and is reported.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Enrolment and attendance".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from contracts.catalogue.activities import (
    PROVIDERS,
    ActivityKind,
    ActivityMoveRefused,
    NotYourActivity,
    UnknownActivity,
)
from contracts.catalogue.cards import SeatFunding
from contracts.catalogue.evidence import Evidence
from contracts.catalogue.seat_contracts import SeatContractId, UnknownSeatContract
from kernel.messages import Conflict, Event, NotFound, Operation
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
    Range,
    Role,
)

Attended = Annotated[int, Range(0, 100_000)]


class EnrolmentState(StrEnum):
    """draft: an employer proposes. sent: the provider is asked. waiting: in line for a seat.

    offered: a seat is kept until a deadline. enrolled: accepted, with a seat. studying: it has begun.
    completed: passed. failed: reported, and not enough. cancelled: withdrawn, by whoever did.
    revoked: completed once, until the provider took it back.
    """

    DRAFT = "draft"
    SENT = "sent"
    WAITING = "waiting"
    OFFERED = "offered"
    ENROLLED = "enrolled"
    STUDYING = "studying"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    REVOKED = "revoked"


class AttendanceVerdict(StrEnum):
    """What became of one row of a provider's report. suspended: its day earned nothing."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    ENROLMENT_UNKNOWN = "enrolment_unknown"
    BELOW_THRESHOLD = "below_threshold"
    OUTSIDE_DATES = "outside_dates"
    CANCELLED = "cancelled"
    RECORDING = "recording"
    SUSPENDED = "suspended"


class AttendanceForm(StrEnum):
    """live: they were there while it went on. recording: they watched it afterwards."""

    LIVE = "live"
    RECORDING = "recording"


class CompletionSource(StrEnum):
    """By which of the ways a provider vouches. Whatever the way, an enrolment is completed once."""

    REPORT = "report"
    ROSTER = "roster"
    CODE = "code"
    PRESENCE = "presence"
    BADGE = "badge"
    MODULE = "module"


class UnknownEnrolment(NotFound, ru="Такой записи на мероприятие нет."):
    """There is no such enrolment."""


class AlreadyEnrolled(Conflict, ru="Вы уже записаны на это мероприятие."):
    """The specialist is enrolled already."""


class NoSeats(Conflict, ru="Свободных мест нет."):
    """All seats are taken."""


class EnrolmentClosed(Conflict, ru="Запись на это мероприятие закрыта."):
    """The activity does not take enrolments, or no longer."""


class PrerequisitesMissing(Conflict, ru="Сначала нужно пройти мероприятия, которых требует это."):
    """Activities that this one builds upon are not completed; details name them."""


class SpecialityNotCovered(Conflict, ru="Мероприятие не утверждено для этой специальности."):
    """The activity is not approved for this speciality."""


@dataclass(frozen=True, kw_only=True)
class Enrol:
    """Take a seat. speciality: the one whose cycle shall get the credits.

    funding: which of the seats. wait: stand in line if none is left, instead of being refused.
    contract_id: take one that an employer has bought, of its kind; there is no line for those.
    """

    activity_id: ActivityId
    speciality: Code
    funding: SeatFunding = SeatFunding.PAID
    wait: bool = False
    contract_id: SeatContractId | None = None


@dataclass(frozen=True, kw_only=True)
class CancelEnrolment:
    enrolment_id: EnrolmentId


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """One person's seat in one activity. title, credits: as in the version enrolled for.

    source: how the provider vouched, and evidence: on what that rests; absent until it has.
    offered_until: the deadline of an offer. price: roubles owed for it; unknown to us for the oldest.
    """

    enrolment_id: EnrolmentId
    activity_id: ActivityId
    activity_version: int
    person_id: PersonId
    speciality: str
    title: str
    credits: Credits
    state: EnrolmentState
    enrolled_at: datetime
    completed_on: date | None
    minutes: int | None
    source: CompletionSource | None = None
    funding: SeatFunding = SeatFunding.PAID
    price: Decimal | None = None
    offered_until: datetime | None = None
    contract_id: SeatContractId | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, kw_only=True)
class ListEnrolments:
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class EnrolmentPage:
    items: tuple[Enrolment, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class AttendanceRow:
    """What one participant did. minutes: of presence; checks_passed: pop-ups answered.

    form: watching the recording of a live event earns nothing of what the event itself does.
    """

    enrolment_id: EnrolmentId
    attended_on: date
    minutes: Attended
    checks_passed: Attended = 0
    form: AttendanceForm = AttendanceForm.LIVE


@dataclass(frozen=True, kw_only=True)
class ReportAttendance:
    """A provider's report on an activity; each row is judged by itself."""

    activity_id: ActivityId
    rows: Annotated[tuple[AttendanceRow, ...], Length(1, 10_000)]


@dataclass(frozen=True, kw_only=True)
class AttendanceResult:
    """rule: the code of the rule that a refused row breaks; required: what it asks for."""

    enrolment_id: EnrolmentId
    verdict: AttendanceVerdict
    rule: str | None
    required: str | None
    found: str | None


@dataclass(frozen=True, kw_only=True)
class AttendanceReport:
    activity_id: ActivityId
    accepted: int
    results: tuple[AttendanceResult, ...]


@dataclass(frozen=True, kw_only=True)
class EnrolmentOpened(Event, name="catalogue.enrolment.opened", subject="person_id"):
    """A specialist has taken a seat."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    activity_id: ActivityId
    title: str
    starts_at: datetime
    speciality: str | None = None
    kind: ActivityKind | None = None
    credits: Credits | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class EnrolmentCancelled(Event, name="catalogue.enrolment.cancelled", subject="person_id"):
    """A specialist has given the seat back.

    superseded_by: the enrolment in the same activity that stays, where two accounts of one person had one.
    """

    enrolment_id: EnrolmentId
    person_id: PersonId
    activity_id: ActivityId
    superseded_by: EnrolmentId | None = None


@dataclass(frozen=True, kw_only=True)
class ActivityCompleted(Event, name="catalogue.enrolment.completed", subject="person_id"):
    """A specialist has completed an activity, and the provider vouches for it."""

    enrolment_id: EnrolmentId
    person_id: PersonId
    activity_id: ActivityId
    activity_version: int
    activity_number: str
    provider_id: OrganisationId
    title: str
    kind: ActivityKind
    speciality: str
    credits: Credits
    completed_on: date
    minutes: int
    checks_passed: int
    source: CompletionSource = CompletionSource.REPORT
    evidence: Evidence = Evidence.STATED


SPECIALISTS = frozenset({Role.SPECIALIST})

enrol = Operation(
    "catalogue",
    "enrol",
    Enrol,
    Enrolment,
    (
        UnknownActivity,
        AlreadyEnrolled,
        NoSeats,
        EnrolmentClosed,
        SpecialityNotCovered,
        PrerequisitesMissing,
        UnknownSeatContract,
    ),
    roles=SPECIALISTS,
)
_CANCELLED = (UnknownEnrolment, EnrolmentClosed)
cancel_enrolment = Operation(
    "catalogue", "cancel_enrolment", CancelEnrolment, Enrolment, _CANCELLED, roles=SPECIALISTS
)
my_enrolments = Operation(
    "catalogue", "my_enrolments", ListEnrolments, EnrolmentPage, roles=SPECIALISTS, reads=True
)
report_attendance = Operation(
    "catalogue",
    "report_attendance",
    ReportAttendance,
    AttendanceReport,
    (UnknownActivity, NotYourActivity, ActivityMoveRefused),
    roles=PROVIDERS,
    deadline=30.0,
)
