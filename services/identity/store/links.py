"""Links to Госуслуги, and what profiles were before the registry corrected them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.identity.accounts import Trust
from contracts.identity.esia import NotLinked
from kernel.values import OrganisationId, PersonId
from services.identity.domain.links import Link, ProfileChange
from services.identity.domain.person import Person
from services.identity.domain.registry import Membership
from services.identity.tables import PROVEN, RENEWABLE, esia_links, organisations, people, profile_changes


def hold(session: Session, oid_digests: Sequence[bytes]) -> Link | None:
    """The link of an account there; nobody else links it, or logs in with it, until the transaction ends."""
    place = int.from_bytes(oid_digests[0][:8], signed=True)
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(place)))
    query = sa.select(Link).where(esia_links.c.oid_digest.in_(oid_digests))
    return session.scalar(query.with_for_update())


def of_person(session: Session, person_id: PersonId) -> Link | None:
    return session.get(Link, person_id)


def read(session: Session, person_id: PersonId) -> Link:
    """Raises: NotLinked."""
    link = of_person(session, person_id)
    if link is None:
        raise NotLinked
    return link


def trust_of(session: Session, person_id: PersonId) -> Trust | None:
    return session.scalar(sa.select(esia_links.c.trust).where(esia_links.c.person_id == person_id))


def add(session: Session, link: Link) -> None:
    session.add(link)
    session.flush()


def remove(session: Session, link: Link) -> None:
    session.delete(link)
    session.flush()


def holder(session: Session, number: str, digests: Sequence[bytes]) -> Person | None:
    """Whose number it is, among those who have proved the phone. number: snils, inn."""
    column = people.c[f"{number}_digest"]
    return session.scalar(sa.select(Person).where(PROVEN, column.in_(digests)).with_for_update())


def known_organisations(session: Session, memberships: Iterable[Membership]) -> dict[str, OrganisationId]:
    """Those of the register, by their registration numbers."""
    told = {each.ogrn for each in memberships if each.ogrn}
    ogrn = sa.type_coerce(organisations.c.ogrn, sa.Text)
    rows = session.execute(sa.select(ogrn, organisations.c.organisation_id).where(ogrn.in_(told)))
    return {number: OrganisationId(organisation_id) for number, organisation_id in rows}


def add_change(session: Session, change: ProfileChange) -> None:
    session.add(change)


def changes_of(session: Session, person_id: PersonId) -> Sequence[ProfileChange]:
    """Oldest first."""
    query = sa.select(ProfileChange).where(profile_changes.c.person_id == person_id)
    order = profile_changes.c.changed_at, profile_changes.c.change_id
    return session.scalars(query.order_by(*order)).all()


def told_before(session: Session, instant: datetime, limit: int) -> Sequence[Link]:
    """Those that may be asked again and were last told before `instant`, the longest ago first."""
    stale = sa.select(Link).where(RENEWABLE, esia_links.c.refreshed_at < instant)
    return session.scalars(stale.order_by(esia_links.c.refreshed_at).limit(limit)).all()


def sealed_otherwise(session: Session, mark: bytes, limit: int) -> Sequence[Link]:
    """Links not sealed by the key that `mark` begins with, locked; those in use are left out."""
    other = sa.func.substring(esia_links.c.sealed, 1, len(mark)) != mark
    query = sa.select(Link).where(other).order_by(esia_links.c.person_id).limit(limit)
    return session.scalars(query.with_for_update(skip_locked=True)).all()


def changes_sealed_otherwise(session: Session, mark: bytes, limit: int) -> Sequence[ProfileChange]:
    other = sa.func.substring(profile_changes.c.sealed_before, 1, len(mark)) != mark
    query = sa.select(ProfileChange).where(other).order_by(profile_changes.c.change_id).limit(limit)
    return session.scalars(query.with_for_update(skip_locked=True)).all()
