"""Modules of the suite that people switch on for themselves, under terms that they accept.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from contracts.identity.accounts import UnknownPerson
from contracts.identity.profession import Category
from kernel.identifiers import Inn
from kernel.messages import ANYONE, LOGGED_IN, Conflict, Event, NotFound, Nothing, Operation
from kernel.values import Code, OrganisationId, PersonId


class ModuleNotActive(NotFound, ru="Этот модуль не включён.", is_suspect=False):
    """This module is not switched on."""


class ModuleTermsOutdated(Conflict, ru="Условия изменились. Прочтите новые."):
    """The terms accepted are not those in force; details give the version that is."""


@dataclass(frozen=True, kw_only=True)
class Module:
    """A module and its terms in force. category: of workers, where it is for one alone.

    sha256: of the Russian text.
    """

    module: str
    category: Category | None
    title_ru: str
    title_en: str
    terms_version: str
    text_ru: str
    text_en: str
    legal_basis: str
    valid_from: date
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ModuleList:
    items: tuple[Module, ...]


@dataclass(frozen=True, kw_only=True)
class ActivateModule:
    """Switch a module on. organisation_inn: where one works. terms_version: of the terms that were read."""

    module: Code
    organisation_inn: Inn
    terms_version: Code


@dataclass(frozen=True, kw_only=True)
class DeactivateModule:
    module: Code


@dataclass(frozen=True, kw_only=True)
class ActiveModule:
    """organisation_id, organisation: absent where the register does not know the number.

    inn_masked: of an organisation in full, of an entrepreneur its last digits.
    is_outdated: whether other terms have come into force since they were accepted.
    """

    module: str
    organisation_id: OrganisationId | None
    organisation: str | None
    inn_masked: str
    terms_version: str
    accepted_at: datetime
    is_outdated: bool


@dataclass(frozen=True, kw_only=True)
class ActiveModuleList:
    items: tuple[ActiveModule, ...]


class OnboardingState(StrEnum):
    """How far somebody has come: phone proved, a module switched on, all that is demanded done."""

    NEW = "new"
    PHONE_CONFIRMED = "phone_confirmed"
    SERVICE_ADDED = "service_added"
    ACTIVE = "active"


@dataclass(frozen=True, kw_only=True)
class OnboardingTask:
    """route: where it is done, `PUT /v1/me/passport`."""

    name: str
    is_done: bool
    is_mandatory: bool
    route: str


@dataclass(frozen=True, kw_only=True)
class Onboarding:
    """What is done and what is still to do. next: the first task that is mandatory and open."""

    state: OnboardingState
    tasks: tuple[OnboardingTask, ...]
    next: str | None


@dataclass(frozen=True, kw_only=True)
class ModuleActivated(Event, name="identity.module.activated", subject="person_id"):
    """A person has switched a module on, and accepted its terms."""

    person_id: PersonId
    module: str
    terms_version: str
    organisation_id: OrganisationId | None


@dataclass(frozen=True, kw_only=True)
class ModuleDeactivated(Event, name="identity.module.deactivated", subject="person_id"):
    """A person has switched a module off."""

    person_id: PersonId
    module: str


list_modules = Operation("identity", "list_modules", Nothing, ModuleList, roles=ANYONE, reads=True)
my_modules = Operation("identity", "my_modules", Nothing, ActiveModuleList, reads=True)
activate_module = Operation(
    "identity", "activate_module", ActivateModule, ActiveModule, (UnknownPerson, ModuleTermsOutdated)
)
deactivate_module = Operation(
    "identity", "deactivate_module", DeactivateModule, Nothing, (UnknownPerson, ModuleNotActive)
)
my_onboarding = Operation(
    "identity", "my_onboarding", Nothing, Onboarding, (UnknownPerson,), roles=LOGGED_IN, reads=True
)
