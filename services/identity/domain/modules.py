"""Modules that people switch on for themselves, and what is to be done until all of it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from contracts.identity.modules import ModuleTermsOutdated, OnboardingState
from contracts.identity.profession import Category
from kernel.messages import Invalid
from kernel.values import OrganisationId, PersonId


@dataclass(frozen=True, kw_only=True)
class ModuleTerms:
    """A version of the terms of a module. category: of workers, where it is for one alone."""

    module: str
    version: str
    category: Category | None
    title_ru: str
    title_en: str
    text_ru: str
    text_en: str
    legal_basis: str
    valid_from: date
    valid_before: date | None


@dataclass(eq=False, kw_only=True)
class Activation:
    """A module that a person has switched on. sealed: the tax number of where they work."""

    activation_id: UUID
    person_id: PersonId
    module: str
    terms_version: str
    sealed: bytes
    organisation_id: OrganisationId | None
    activated_at: datetime
    deactivated_at: datetime | None = None


def check_terms(in_force: ModuleTerms | None, version: str, category: Category | None) -> None:
    """category: of the person, if it was stated.

    Raises: Invalid -- there is no such module, or not for this category. ModuleTermsOutdated.
    """
    if in_force is None:
        raise Invalid(module="module.unknown")
    if in_force.category not in (None, category):
        raise Invalid(module="module.category")
    if in_force.version != version:
        raise ModuleTermsOutdated(terms_version=in_force.version)


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something that is done once to have everything. route: where."""

    name: str
    is_done: bool
    is_mandatory: bool
    route: str


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What a person has done, as far as it is known. has_email: it is proved.

    has_module: one is switched on; has_read_terms: none of these has newer terms.
    demands_factor: a role of theirs demands a second factor.
    """

    has_phone: bool
    has_email: bool
    has_module: bool
    has_read_terms: bool
    has_profession: bool
    has_passport: bool
    has_link: bool
    has_factor: bool
    demands_factor: bool

    @property
    def tasks(self) -> tuple[Task, ...]:
        """In the order in which they are done."""
        told = (
            ("personal_data", True, True, "POST /v1/registrations"),
            ("phone", self.has_phone, True, "POST /v1/registrations/{person_id}/confirmation"),
            ("email", self.has_email, False, "POST /v1/me/contacts/email/code"),
            ("second_factor", self.has_factor, self.demands_factor, "POST /v1/me/factors/totp"),
            ("module", self.has_module, True, "POST /v1/me/modules"),
            ("terms", self.has_module and self.has_read_terms, True, "POST /v1/me/modules"),
            ("profession", self.has_profession, True, "PUT /v1/me/profession"),
            ("passport", self.has_passport, False, "PUT /v1/me/passport"),
            ("esia", self.has_link, False, "POST /v1/me/esia/authorisations"),
        )
        return tuple(
            Task(name=name, is_done=done, is_mandatory=mandatory, route=route)
            for name, done, mandatory, route in told
        )

    @property
    def open(self) -> Sequence[Task]:
        return [task for task in self.tasks if task.is_mandatory and not task.is_done]

    @property
    def state(self) -> OnboardingState:
        if not self.has_phone:
            return OnboardingState.NEW
        if not self.has_module:
            return OnboardingState.PHONE_CONFIRMED
        return OnboardingState.SERVICE_ADDED if self.open else OnboardingState.ACTIVE
