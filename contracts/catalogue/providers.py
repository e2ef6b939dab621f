"""Providers: the organisations that may offer activities, and the measures taken against them.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Providers".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from contracts.catalogue.activities import MODERATORS
from kernel.identifiers import Kpp, Ogrn, OrganisationInn
from kernel.messages import ANYONE, Conflict, Event, NotFound, Operation, StaleVersion
from kernel.values import ActivityId, Code, Limit, Line, OrganisationId, PersonId, Text


class ProviderType(StrEnum):
    UNIVERSITY = "university"
    INSTITUTE = "institute"
    COLLEGE = "college"
    SIMULATION_CENTRE = "simulation_centre"
    ONLINE_SCHOOL = "online_school"
    SOCIETY = "society"
    HOSPITAL = "hospital"
    OTHER = "other"


class ProviderState(StrEnum):
    """suspended: for the time being; blacklisted: its applications are not taken either."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    BLACKLISTED = "blacklisted"


class ProviderTier(StrEnum):
    """trusted: its cards are reviewed first, and need no pilot."""

    STANDARD = "standard"
    TRUSTED = "trusted"


class ProviderBasis(StrEnum):
    """How it came into the catalogue: entered by an administrator, or by its own application."""

    REGISTRATION = "registration"
    APPLICATION = "application"


class UnknownProvider(NotFound, ru="Такой образовательной организации нет."):
    """There is no such provider."""


class ProviderMoveRefused(Conflict, ru="В нынешнем состоянии организации это действие невозможно."):
    """The provider's state does not allow this."""


@dataclass(frozen=True, kw_only=True)
class Licence:
    """The licence to teach. valid_until: the last day; none where it has no end."""

    number: Code
    issued_on: date
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Provider:
    """inn, ogrn, kpp, licence: unknown to us where an administrator entered the organisation.

    state_reason: why it is suspended or blacklisted; state_since: the first legal day of it.
    """

    provider_id: OrganisationId
    name: str
    type: ProviderType
    inn: OrganisationInn | None
    ogrn: Ogrn | None
    kpp: Kpp | None
    region: str | None
    licence: Licence | None
    tier: ProviderTier
    basis: ProviderBasis
    state: ProviderState
    state_reason: str | None
    state_since: date | None
    admitted_at: datetime
    version: int


@dataclass(frozen=True, kw_only=True)
class ReadProvider:
    provider_id: OrganisationId


@dataclass(frozen=True, kw_only=True)
class FindProviders:
    """The providers by name. text: the beginning of a word of it."""

    text: Line | None = None
    type: ProviderType | None = None
    state: ProviderState | None = None
    region: Code | None = None
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class ProviderPage:
    items: tuple[Provider, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class MoveProvider:
    """Take a measure. version: the one that the caller has read."""

    provider_id: OrganisationId
    version: int
    reason: Text


@dataclass(frozen=True, kw_only=True)
class ProviderMeasure:
    """What a measure touches. activities: published ones, which stop earning, or earn again.

    open_enrolments: untouched; their holders keep their seats.
    """

    provider: Provider
    activities: int
    open_enrolments: int


@dataclass(frozen=True, kw_only=True)
class ListAffected:
    """The activities of a provider in which somebody is still enrolled."""

    provider_id: OrganisationId
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class AffectedActivity:
    activity_id: ActivityId
    title: str
    starts_at: datetime
    ends_at: datetime
    open_enrolments: int


@dataclass(frozen=True, kw_only=True)
class AffectedPage:
    items: tuple[AffectedActivity, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class ProviderApproved(Event, name="catalogue.provider.approved", subject="provider_id"):
    """An organisation may offer activities. representative_id: who applied, and acts for it from now on."""

    provider_id: OrganisationId
    representative_id: PersonId
    name: str
    inn: OrganisationInn
    ogrn: Ogrn
    kpp: Kpp


@dataclass(frozen=True, kw_only=True)
class ProviderSuspended(Event, name="catalogue.provider.suspended", subject="provider_id"):
    """The activities of a provider earn nothing from a day on. is_blacklisted: it may not apply again."""

    provider_id: OrganisationId
    is_blacklisted: bool
    suspended_on: date
    activities: int
    open_enrolments: int


@dataclass(frozen=True, kw_only=True)
class ProviderRestored(Event, name="catalogue.provider.restored", subject="provider_id"):
    """The activities of a provider earn again."""

    provider_id: OrganisationId
    activities: int


@dataclass(frozen=True, kw_only=True)
class ProviderTierChanged(Event, name="catalogue.provider.tier_changed", subject="provider_id"):
    """A provider is trusted from now on, or no longer."""

    provider_id: OrganisationId
    tier: ProviderTier


_MEASURE_ERRORS = (UnknownProvider, ProviderMoveRefused, StaleVersion)

find_providers = Operation(
    "catalogue", "find_providers", FindProviders, ProviderPage, roles=ANYONE, reads=True
)
read_provider = Operation(
    "catalogue", "read_provider", ReadProvider, Provider, (UnknownProvider,), roles=ANYONE, reads=True
)
suspend_provider = Operation(
    "catalogue",
    "suspend_provider",
    MoveProvider,
    ProviderMeasure,
    _MEASURE_ERRORS,
    roles=MODERATORS,
    deadline=30.0,
)
blacklist_provider = Operation(
    "catalogue",
    "blacklist_provider",
    MoveProvider,
    ProviderMeasure,
    _MEASURE_ERRORS,
    roles=MODERATORS,
    deadline=30.0,
)
restore_provider = Operation(
    "catalogue",
    "restore_provider",
    MoveProvider,
    ProviderMeasure,
    _MEASURE_ERRORS,
    roles=MODERATORS,
    deadline=30.0,
)
trust_provider = Operation(
    "catalogue", "trust_provider", MoveProvider, Provider, _MEASURE_ERRORS, roles=MODERATORS
)
distrust_provider = Operation(
    "catalogue", "distrust_provider", MoveProvider, Provider, _MEASURE_ERRORS, roles=MODERATORS
)
list_affected = Operation(
    "catalogue",
    "list_affected",
    ListAffected,
    AffectedPage,
    (UnknownProvider,),
    roles=MODERATORS,
    reads=True,
)
