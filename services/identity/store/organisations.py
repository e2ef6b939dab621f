"""Organisations, and the roles granted for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.identity.organisations import OrganisationKnown, UnknownOrganisation
from kernel.values import OrganisationId, PersonId, Role
from services.identity.domain.organisations import Grant, Organisation
from services.identity.domain.person import Person
from services.identity.tables import grants, organisations, people

_APPOINTING = 0x61646D696E  # "admin": one first administrator at a time


def add(session: Session, organisation: Organisation) -> None:
    """Raises: OrganisationKnown -- the tax number is taken."""
    session.add(organisation)
    try:
        session.flush()
    except sa.exc.IntegrityError as error:
        raise OrganisationKnown(inn=organisation.inn) from error


def read(session: Session, organisation_id: OrganisationId) -> Organisation:
    """Raises: UnknownOrganisation."""
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise UnknownOrganisation(organisation_id=organisation_id)
    return organisation


def is_known(session: Session, organisation_id: OrganisationId) -> bool:
    return session.get(Organisation, organisation_id) is not None


def grants_of(session: Session, person_id: PersonId) -> Sequence[Grant]:
    """Oldest first."""
    query = sa.select(Grant).where(grants.c.person_id == person_id)
    return session.scalars(query.order_by(grants.c.granted_at, grants.c.grant_id)).all()


def add_grant(session: Session, grant: Grant) -> bool:
    """Whether the grant is new; the person may hold it already."""
    row = {column.name: getattr(grant, column.name) for column in grants.columns}
    added = insert(grants).values(**row).on_conflict_do_nothing().returning(grants.c.grant_id)
    return session.scalar(added) is not None


def same_grant(session: Session, grant: Grant) -> Grant:
    """The stored grant of the same role for the same organisation."""
    same = (
        grants.c.person_id == grant.person_id,
        grants.c.role == grant.role,
        grants.c.organisation_id.is_not_distinct_from(grant.organisation_id),
    )
    return session.execute(sa.select(Grant).where(*same)).scalar_one()


def locked(session: Session, organisation_id: OrganisationId) -> Organisation:
    """The organisation; its members change for nobody else until the transaction ends.

    Raises: UnknownOrganisation.
    """
    query = sa.select(Organisation).where(organisations.c.organisation_id == organisation_id)
    organisation = session.scalar(query.with_for_update())
    if organisation is None:
        raise UnknownOrganisation(organisation_id=organisation_id)
    return organisation


def members_of(session: Session, organisation_id: OrganisationId) -> Sequence[Grant]:
    """Who acts for it, in the order in which they were let."""
    query = sa.select(Grant).where(grants.c.organisation_id == organisation_id)
    return session.scalars(query.order_by(grants.c.granted_at, grants.c.grant_id)).all()


def page_of_members(
    session: Session, organisation_id: OrganisationId, after: UUID | None, limit: int
) -> Sequence[tuple[Grant, Person]]:
    """Members with their accounts, from the one behind `after` on."""
    query = sa.select(Grant, Person).join(people, people.c.person_id == grants.c.person_id)
    query = query.where(grants.c.organisation_id == organisation_id)
    if after is not None:
        query = query.where(grants.c.grant_id > after)
    rows = session.execute(query.order_by(grants.c.grant_id).limit(limit))
    return [(grant, person) for grant, person in rows]


def remove_grant(session: Session, grant: Grant) -> None:
    session.delete(grant)
    session.flush()


def by_id(session: Session, found: Iterable[OrganisationId]) -> dict[OrganisationId, Organisation]:
    query = sa.select(Organisation).where(organisations.c.organisation_id.in_(set(found)))
    return {each.organisation_id: each for each in session.scalars(query)}


def administrators(session: Session) -> int:
    """How many there are. Nobody else can ask until the transaction ends."""
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(_APPOINTING)))
    those = sa.select(sa.func.count()).select_from(grants).where(grants.c.role == Role.ADMINISTRATOR)
    return session.scalar(those) or 0
