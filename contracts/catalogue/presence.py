"""Presence: what a live event sees of those who attend it, and what that comes to at its close.

Online, a page says every now and then that it is still open, and asks at random moments whether
somebody is there. On site, badges are scanned on the way in and out. Both become rows of attendance
once the event closes.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Enrolment and attendance".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from contracts.catalogue.activities import PROVIDERS, ActivityMoveRefused, NotYourActivity, UnknownActivity
from contracts.catalogue.enrolments import SPECIALISTS, AttendanceReport, UnknownEnrolment
from kernel.messages import Conflict, Event, Invalid, Operation
from kernel.values import ActivityId, EnrolmentId, Length, OrganisationId, Range


class ScanDirection(StrEnum):
    IN = "in"
    OUT = "out"


class NotLive(Conflict, ru="Трансляция сейчас не идёт."):
    """The event is not open, or closed already; details name the rule."""


class PresenceUnsound(Invalid, ru="Сведения о присутствии противоречат правилам."):
    """What is told of the event contradicts a rule."""


@dataclass(frozen=True, kw_only=True)
class PickLive:
    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class LiveEvent:
    """checks: how many are planned; when they come is told to nobody. excused: minutes of outages."""

    activity_id: ActivityId
    opened_at: datetime
    begins_at: datetime
    ends_at: datetime
    checks: int
    excused: int
    closed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SayPresent:
    """The page is still open. check: the number of the check that is answered by this."""

    activity_id: ActivityId
    check: Annotated[int, Range(1, 1000)] | None = None


@dataclass(frozen=True, kw_only=True)
class PresenceNoted:
    """check: the one that waits for an answer, until `answer_by`. again_in: seconds until the next word."""

    check: int | None
    answer_by: datetime | None
    again_in: int


@dataclass(frozen=True, kw_only=True)
class ReportOutage:
    """The stream was broken: whoever was there just before is taken to have been there."""

    activity_id: ActivityId
    began_at: datetime
    ended_at: datetime


@dataclass(frozen=True, kw_only=True)
class BadgeScan:
    enrolment_id: EnrolmentId
    scanned_at: datetime
    direction: ScanDirection


@dataclass(frozen=True, kw_only=True)
class ReportScans:
    """The same scan again is the same scan."""

    activity_id: ActivityId
    scans: Annotated[tuple[BadgeScan, ...], Length(1, 5000)]


@dataclass(frozen=True, kw_only=True)
class ScansNoted:
    """noted: how many were new. unknown: enrolments that the activity does not have."""

    noted: int
    unknown: tuple[EnrolmentId, ...]


@dataclass(frozen=True, kw_only=True)
class PresenceTrace:
    """How the minutes came about: present, less what is not creditable, was missed or counted elsewhere."""

    present: int
    excused: int
    creditable: int
    missed: int
    elsewhere: int
    minutes: int
    checks_passed: int
    checks_excused: int


@dataclass(frozen=True, kw_only=True)
class ReadPresence:
    enrolment_id: EnrolmentId


@dataclass(frozen=True, kw_only=True)
class PresenceVerdict:
    enrolment_id: EnrolmentId
    trace: PresenceTrace


@dataclass(frozen=True, kw_only=True)
class PresenceClosed(Event, name="catalogue.activity.presence_closed", subject="activity_id"):
    """A live event is over, and everybody's presence has been judged."""

    activity_id: ActivityId
    provider_id: OrganisationId
    people: int
    accepted: int


_OWN = (UnknownActivity, NotYourActivity)

open_event = Operation(
    "catalogue",
    "open_event",
    PickLive,
    LiveEvent,
    (*_OWN, ActivityMoveRefused, NotLive),
    roles=PROVIDERS,
)
say_present = Operation(
    "catalogue", "say_present", SayPresent, PresenceNoted, (UnknownEnrolment, NotLive), roles=SPECIALISTS
)
report_outage = Operation(
    "catalogue", "report_outage", ReportOutage, LiveEvent, (*_OWN, NotLive, PresenceUnsound), roles=PROVIDERS
)
report_scans = Operation(
    "catalogue", "report_scans", ReportScans, ScansNoted, (*_OWN, NotLive, PresenceUnsound), roles=PROVIDERS
)
close_event = Operation(
    "catalogue",
    "close_event",
    PickLive,
    AttendanceReport,
    (*_OWN, ActivityMoveRefused, NotLive),
    roles=PROVIDERS,
    deadline=30.0,
)
my_presence = Operation(
    "catalogue",
    "my_presence",
    ReadPresence,
    PresenceVerdict,
    (UnknownEnrolment,),
    roles=SPECIALISTS,
    reads=True,
)
