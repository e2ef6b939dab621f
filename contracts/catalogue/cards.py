"""What a card may say beyond its terms: programme, people, seats, and how it is rolled out.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Activities".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from kernel.values import ActivityId, Code, Length, Line, Range, Text

SpeakerId = NewType("SpeakerId", UUID)
Minutes = Annotated[int, Range(1, 100_000)]
Count = Annotated[int, Range(0, 1_000_000)]
Share = Annotated[int, Range(0, 100)]
Lines = Annotated[tuple[Line, ...], Length(0, 50)]
Codes = Annotated[tuple[Code, ...], Length(0, 50)]


class AgendaKind(StrEnum):
    LECTURE = "lecture"
    PANEL = "panel"
    CASE = "case"
    WORKSHOP = "workshop"
    QUESTIONS = "questions"
    TEST = "test"
    OPENING = "opening"
    CLOSING = "closing"
    BREAK = "break"
    SPONSOR = "sponsor"


class AgendaMark(StrEnum):
    """Only what is creditable counts towards credits and presence."""

    CREDITABLE = "creditable"
    SPONSOR = "sponsor"
    ORGANISATIONAL = "organisational"


class SpeakerRole(StrEnum):
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    EXPERT = "expert"


class SpeakerState(StrEnum):
    INVITED = "invited"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class AssessmentKind(StrEnum):
    TEST = "test"
    PRACTICE = "practice"
    PROJECT = "project"


@dataclass(frozen=True, kw_only=True)
class SessionPlan:
    """A part of an activity at one place. code: its name within the card.

    time_zone: of the place, as in the IANA database: Asia/Novosibirsk. track: sessions of one
    track follow each other, those of different tracks may run side by side.
    """

    code: Code
    title: Line
    starts_at: datetime
    ends_at: datetime
    time_zone: Code = "Europe/Moscow"
    track: Code = "main"
    place: Line | None = None
    join_url: Line | None = None


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """What happens in a session. session, speakers: codes of the same card."""

    session: Code
    title: Line
    kind: AgendaKind
    mark: AgendaMark
    starts_at: datetime
    minutes: Minutes
    speakers: Codes = ()


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Named in public with their consent. disclosure: which interests they have declared.

    has_interest: whether any company that the subject touches pays them.
    declared_on: when; the day of writing where absent. What is approved keeps what it said with its version.
    speaker_id: of the provider's register; then name, bio and what they have declared are taken from there.
    """

    code: Code
    name: Line
    role: SpeakerRole = SpeakerRole.SPEAKER
    bio: Text | None = None
    has_interest: bool
    disclosure: Text | None = None
    state: SpeakerState = SpeakerState.INVITED
    speaker_id: SpeakerId | None = None
    declared_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """How knowledge is checked. pass_share: percent of the most that can be reached."""

    kind: AssessmentKind
    description: Text
    pass_share: Share
    attempts: Annotated[int, Range(1, 100)] = 1


class SeatFunding(StrEnum):
    """Who pays: the specialist, a budget, or the specialist at the subsidised price."""

    PAID = "paid"
    BUDGET = "budget"
    SUBSIDISED = "subsidised"


@dataclass(frozen=True, kw_only=True)
class SeatQuota:
    """Seats that somebody else pays for; the rest of the capacity is paid by the specialist.

    budget: free, from a budget. subsidised: at the subsidised price.
    """

    budget: Count = 0
    subsidised: Count = 0


@dataclass(frozen=True, kw_only=True)
class PilotPlan:
    """Try the activity with a few before all may find it.

    least_completions: how many must complete it. least_pass_share: percent of those decided.
    """

    seats: Annotated[int, Range(1, 10_000)]
    least_completions: Annotated[int, Range(1, 10_000)]
    least_pass_share: Share = 0


@dataclass(frozen=True, kw_only=True)
class CardDetails:
    """requires: activities to be completed before one may enrol; prerequisites: the same in words.

    by_application: the provider accepts each enrolment. self_paced: at any time of its period.
    subsidised_price: roubles. cancel_until_hours: hours before the start until which a seat may be
    given back; absent where that is possible to the end.
    """

    learning_goals: Lines = ()
    prerequisites: Lines = ()
    requires: Annotated[tuple[ActivityId, ...], Length(0, 10)] = ()
    assessment: Assessment | None = None
    sessions: Annotated[tuple[SessionPlan, ...], Length(0, 200)] = ()
    agenda: Annotated[tuple[AgendaItem, ...], Length(0, 1000)] = ()
    speakers: Annotated[tuple[Speaker, ...], Length(0, 200)] = ()
    self_paced: bool = False
    by_application: bool = False
    place: Line | None = None
    quota: SeatQuota | None = None
    subsidised_price: Decimal | None = None
    cancel_until_hours: Count | None = None
    pilot: PilotPlan | None = None
