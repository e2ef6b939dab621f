"""Organisations, and the roles in which people act for them.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from contracts.identity.accounts import UnknownPerson
from kernel.identifiers import Ogrn, OrganisationInn
from kernel.messages import Conflict, Event, NotFound, Operation
from kernel.values import Length, Line, OrganisationId, PersonId, Role


class OrganisationKind(StrEnum):
    PROVIDER = "provider"
    EMPLOYER = "employer"
    AGENCY = "agency"


class UnknownOrganisation(NotFound, ru="Такой организации нет."):
    """There is no such organisation."""


class OrganisationKnown(Conflict, ru="Организация с этим ИНН уже есть."):
    """An organisation with this tax number exists already."""


@dataclass(frozen=True, kw_only=True)
class CreateOrganisation:
    """Enter an organisation into the register. kpp: nine symbols."""

    name: Line
    kind: OrganisationKind
    inn: OrganisationInn
    ogrn: Ogrn
    kpp: Annotated[str, Length(9, 9)]


@dataclass(frozen=True, kw_only=True)
class Organisation:
    organisation_id: OrganisationId
    name: str
    kind: OrganisationKind
    inn: OrganisationInn
    ogrn: Ogrn
    kpp: str


@dataclass(frozen=True, kw_only=True)
class GrantRole:
    """Let a person act in a role; for providers and employers, of which organisation."""

    person_id: PersonId
    role: Role
    organisation_id: OrganisationId | None = None


@dataclass(frozen=True, kw_only=True)
class Grant:
    """is_chief: whether they may invite others to act for the organisation, too."""

    person_id: PersonId
    role: Role
    organisation_id: OrganisationId | None
    granted_at: datetime
    is_chief: bool = False


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event, name="identity.role.granted", subject="person_id"):
    """A person may act in a role."""

    person_id: PersonId
    role: Role
    organisation_id: OrganisationId | None


@dataclass(frozen=True, kw_only=True)
class OrganisationRegistered(Event, name="identity.organisation.registered", subject="organisation_id"):
    """An organisation has been entered into the register."""

    organisation_id: OrganisationId
    kind: OrganisationKind
    name: str
    inn: OrganisationInn | None = None


ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
create_organisation = Operation(
    "identity",
    "create_organisation",
    CreateOrganisation,
    Organisation,
    (OrganisationKnown,),
    roles=ADMINISTRATORS,
)
grant_role = Operation(
    "identity",
    "grant_role",
    GrantRole,
    Grant,
    (UnknownPerson, UnknownOrganisation),
    roles=ADMINISTRATORS,
    step_up=True,
)
