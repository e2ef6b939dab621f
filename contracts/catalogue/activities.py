"""Activities: what a specialist can learn from, and how it gets into the catalogue.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Activities".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from contracts.catalogue.cards import CardDetails, Count
from contracts.catalogue.dictionaries import UnknownSpeciality
from kernel.messages import ANYONE, Conflict, Event, Forbidden, Invalid, NotFound, Operation, StaleVersion
from kernel.values import (
    ActivityId,
    Code,
    Credits,
    Length,
    Line,
    OrganisationId,
    PersonId,
    Range,
    Role,
    Text,
)

Specialities = Annotated[tuple[Code, ...], Length(0, 200)]


class ActivityKind(StrEnum):
    """programme: ДПП ПК; event: webinar, conference; module: ИОМ; simulation: hands-on training."""

    PROGRAMME = "programme"
    EVENT = "event"
    MODULE = "module"
    SIMULATION = "simulation"


class ActivityFormat(StrEnum):
    ONLINE = "online"
    ON_SITE = "on_site"
    MIXED = "mixed"


class ActivityState(StrEnum):
    """approved: numbered, and not yet offered. pilot: offered to a few, who do not find it by searching.

    suspended: earns nothing for the time being. retired: over for good, with nobody enrolled.
    """

    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    PILOT = "pilot"
    PUBLISHED = "published"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    RETIRED = "retired"


class UnknownActivity(NotFound, ru="Такого мероприятия нет."):
    """There is no such activity."""


class NotYourActivity(Forbidden, ru="Это мероприятие другой организации."):
    """The activity belongs to another organisation."""


class NotAProvider(Forbidden, ru="Вы не представляете образовательную организацию."):
    """The caller acts for no provider."""


class ActivityMoveRefused(Conflict, ru="В нынешнем состоянии мероприятия это действие невозможно."):
    """The activity's state does not allow this."""


class OwnActivity(Forbidden, ru="Мероприятие своей организации одобряет другой администратор."):
    """Nobody approves an activity of their own or of their own organisation."""


class ProviderNotActive(Conflict, ru="Деятельность организации приостановлена."):
    """The provider is suspended or blacklisted."""


class GateNotPassed(Conflict, ru="Условия перехода не выполнены."):
    """The conditions of the move are not met; details name each unmet item and what was found."""


class ActivityUnsound(Invalid, ru="Карточка мероприятия противоречит правилам."):
    """The activity's card contradicts a rule.

    details: each offending field -> the code of the broken rule.
    """


@dataclass(frozen=True, kw_only=True)
class Presence:
    """What counts as having attended. checks_required of checks_planned pop-ups must be answered.

    min_minutes: of presence; 0 only where nobody has to be there at a time.
    """

    min_minutes: Annotated[int, Range(0, 100_000)]
    checks_planned: Count = 0
    checks_required: Count = 0


@dataclass(frozen=True, kw_only=True)
class DraftActivity:
    """Write a new card. Credits are designated here, before the start, never afterwards.

    ends_at: for activities open at any time, the end of the period of validity.
    capacity: seats; none when unlimited. price: roubles; "0" when free.
    """

    title: Line
    kind: ActivityKind
    format: ActivityFormat
    goals: Text
    specialities: Specialities
    credits: Credits
    starts_at: datetime
    ends_at: datetime
    presence: Presence
    capacity: Count | None = None
    price: Decimal = Decimal(0)
    region: Code | None = None
    demo: bool = False
    details: CardDetails | None = None


@dataclass(frozen=True, kw_only=True)
class ReviseActivity(DraftActivity):
    """Write the card of a draft anew, whole. version: the one that the caller has read.

    The card of what has been approved is revised as a new edition: `propose_revision`.
    """

    activity_id: ActivityId
    version: int


@dataclass(frozen=True, kw_only=True)
class MoveActivity:
    """Take an activity to its next state. version: the one that the caller has read."""

    activity_id: ActivityId
    version: int


@dataclass(frozen=True, kw_only=True)
class ReturnActivity:
    """Send a card back to its provider, with the reason."""

    activity_id: ActivityId
    version: int
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Activity:
    """An activity's card. number: its registry number, given on approval.

    terms_version: the version whose card is in force, which an enrolment keeps; none until approval.
    review_by: the last day of the term for a review, while it lasts.
    details: only where one activity is read; join links are for those who take part.
    """

    activity_id: ActivityId
    number: str | None
    provider_id: OrganisationId
    title: str
    kind: ActivityKind
    format: ActivityFormat
    goals: str
    specialities: tuple[str, ...]
    credits: Credits
    starts_at: datetime
    ends_at: datetime
    presence: Presence
    capacity: int | None
    seats_left: int | None
    price: Decimal
    region: str | None
    state: ActivityState
    return_reason: str | None
    demo: bool
    version: int
    terms_version: int | None = None
    review_by: date | None = None
    details: CardDetails | None = None


@dataclass(frozen=True, kw_only=True)
class ReadActivity:
    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class ActivityPage:
    items: tuple[Activity, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class ActivitySubmitted(Event, name="catalogue.activity.submitted", subject="activity_id"):
    """A provider asks for an activity to be approved."""

    activity_id: ActivityId
    provider_id: OrganisationId


@dataclass(frozen=True, kw_only=True)
class ActivityReturned(Event, name="catalogue.activity.returned", subject="activity_id"):
    """An activity went back to its provider for correction."""

    activity_id: ActivityId
    provider_id: OrganisationId


@dataclass(frozen=True, kw_only=True)
class ActivityApproved(Event, name="catalogue.activity.approved", subject="activity_id"):
    """An activity is in the catalogue and may earn credits on the terms of this version."""

    activity_id: ActivityId
    activity_version: int
    number: str
    provider_id: OrganisationId
    approved_by: PersonId
    title: str
    kind: ActivityKind
    credits: Credits
    specialities: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class ActivityCancelled(Event, name="catalogue.activity.cancelled", subject="activity_id"):
    """An activity will not take place."""

    activity_id: ActivityId
    provider_id: OrganisationId


PROVIDERS = frozenset({Role.PROVIDER})
MODERATORS = frozenset({Role.ADMINISTRATOR})
_MOVE_ERRORS = (UnknownActivity, ActivityMoveRefused, StaleVersion)

draft_activity = Operation(
    "catalogue",
    "draft_activity",
    DraftActivity,
    Activity,
    (NotAProvider, ProviderNotActive, UnknownSpeciality, ActivityUnsound),
    roles=PROVIDERS,
)
revise_activity = Operation(
    "catalogue",
    "revise_activity",
    ReviseActivity,
    Activity,
    (NotYourActivity, UnknownSpeciality, ActivityUnsound, *_MOVE_ERRORS),
    roles=PROVIDERS,
)
submit_activity = Operation(
    "catalogue",
    "submit_activity",
    MoveActivity,
    Activity,
    (NotYourActivity, ProviderNotActive, GateNotPassed, *_MOVE_ERRORS),
    roles=PROVIDERS,
)
approve_activity = Operation(
    "catalogue",
    "approve_activity",
    MoveActivity,
    Activity,
    (OwnActivity, ProviderNotActive, GateNotPassed, *_MOVE_ERRORS),
    roles=MODERATORS,
)
return_activity = Operation(
    "catalogue", "return_activity", ReturnActivity, Activity, _MOVE_ERRORS, roles=MODERATORS
)
cancel_activity = Operation(
    "catalogue",
    "cancel_activity",
    MoveActivity,
    Activity,
    (NotYourActivity, *_MOVE_ERRORS),
    roles=PROVIDERS,
    deadline=30.0,
)
read_activity = Operation(
    "catalogue", "read_activity", ReadActivity, Activity, (UnknownActivity,), roles=ANYONE, reads=True
)
