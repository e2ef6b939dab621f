"""Organisations, and what a person may be for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.identity.organisations import OrganisationKind
from kernel.identifiers import Ogrn, OrganisationInn
from kernel.messages import Invalid
from kernel.values import OrganisationId, PersonId, Role

# A person holds these roles for an organisation of this kind; every other role for nobody but themselves.
ACTS_FOR = {
    Role.PROVIDER: OrganisationKind.PROVIDER,
    Role.EMPLOYER: OrganisationKind.EMPLOYER,
    Role.AGENCY: OrganisationKind.AGENCY,
}


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
    """A person may act in a role."""

    grant_id: UUID
    person_id: PersonId
    role: Role
    organisation_id: OrganisationId | None
    granted_at: datetime


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


def acting(grants: Sequence[Grant]) -> Acting:
    """grants: oldest first. A person of several organisations acts for the one granted last."""
    organisations = [grant.organisation_id for grant in grants if grant.organisation_id]
    own = organisations[-1] if organisations else None
    roles = frozenset(grant.role for grant in grants if grant.organisation_id in (None, own))
    return Acting(roles=roles, organisation_id=own)
