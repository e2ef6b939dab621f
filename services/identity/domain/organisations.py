"""Organisations, and what a person may be for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from contracts.identity.organisations import OrganisationKind
from kernel.identifiers import Ogrn, OrganisationInn
from kernel.messages import Invalid
from kernel.values import Line, OrganisationId, PersonId, Role, new_id

# A person holds these roles for an organisation of this kind; every other role for nobody but themselves.
ACTS_FOR = {
    Role.PROVIDER: OrganisationKind.PROVIDER,
    Role.EMPLOYER: OrganisationKind.EMPLOYER,
    Role.AGENCY: OrganisationKind.AGENCY,
}
ROLE_FOR = {kind: role for role, kind in ACTS_FOR.items()}


class AlreadyAppointed(Exception):
    """There is an administrator, who grants all further roles."""


@dataclass(eq=False, kw_only=True)
class Organisation:
    organisation_id: OrganisationId
    name: str
    kind: OrganisationKind
    inn: OrganisationInn
    ogrn: Ogrn
    kpp: str


@dataclass(eq=False, kw_only=True)
class Grant:
    """A person may act in a role; for an organisation, that makes them a member of it.

    is_chief: who may invite and remove members. authority, authority_until: the number of a power
    of attorney, and the last day on which it counts.
    """

    grant_id: UUID
    person_id: PersonId
    role: Role
    organisation_id: OrganisationId | None
    granted_at: datetime
    is_chief: bool = False
    authority: Line | None = None
    authority_until: date | None = None

    def for_person(self, person_id: PersonId) -> Grant:
        """The same for somebody else."""
        return replace(self, grant_id=new_id(), person_id=person_id)

    def counts_on(self, day: date) -> bool:
        return self.authority_until is None or day <= self.authority_until


class ActsFor(StrEnum):
    """Whom a person acts for in a session: the organisation joined last, until they choose otherwise."""

    LATEST = "latest"
    ONESELF = "oneself"
    CHOSEN = "chosen"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """organisation_id: of ActsFor.CHOSEN."""

    acts_for: ActsFor = ActsFor.LATEST
    organisation_id: OrganisationId | None = None


@dataclass(frozen=True, kw_only=True)
class Acting:
    """What a person is in one session: the roles of their own, and those for one organisation."""

    roles: frozenset[Role]
    organisation_id: OrganisationId | None


def check_kpp(kpp: str) -> None:
    """Raises: Invalid -- four digits, two digits or Latin capitals, three digits."""
    if not re.fullmatch(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}", kpp):
        raise Invalid(kpp="kpp.format")


def check_grant(role: Role, organisation: Organisation | None) -> None:
    """Raises: Invalid -- the role cannot be granted, or not for this organisation."""
    if role in (Role.SERVICE, Role.WITHHELD):
        raise Invalid(role="role.not_for_persons")
    needed, kind = ACTS_FOR.get(role), organisation.kind if organisation else None
    if needed is not None and kind is None:
        raise Invalid(organisation_id="required")
    if needed is not kind:
        raise Invalid(organisation_id="organisation.kind")


def acting(grants: Sequence[Grant], choice: Choice, today: date) -> Acting:
    """What the person is today. Who may no longer act for the organisation they chose acts for themselves.

    grants: oldest first.
    """
    counting = [grant for grant in grants if grant.counts_on(today)]
    joined = [grant.organisation_id for grant in counting if grant.organisation_id]
    match choice.acts_for:
        case ActsFor.LATEST:
            own = joined[-1] if joined else None
        case ActsFor.CHOSEN:
            own = choice.organisation_id if choice.organisation_id in joined else None
        case ActsFor.ONESELF:
            own = None
    roles = frozenset(grant.role for grant in counting if grant.organisation_id in (None, own))
    return Acting(roles=roles, organisation_id=own)
