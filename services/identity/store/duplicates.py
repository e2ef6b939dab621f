"""Accounts that may be of one person."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.identity.duplicates import UnknownDuplicate
from kernel.values import PersonId
from services.identity.domain.duplicates import SuspectedDuplicate
from services.identity.domain.person import Person
from services.identity.tables import PROVEN, duplicates, passports, people


def add(session: Session, suspected: SuspectedDuplicate) -> bool:
    """Whether nobody has suspected it before."""
    row = {column.name: getattr(suspected, column.name) for column in duplicates.columns}
    added = insert(duplicates).values(**row).on_conflict_do_nothing()
    return session.scalar(added.returning(duplicates.c.duplicate_id)) is not None


def locked(session: Session, duplicate_id: UUID) -> SuspectedDuplicate:
    """Raises: UnknownDuplicate."""
    query = sa.select(SuspectedDuplicate).where(duplicates.c.duplicate_id == duplicate_id)
    found = session.scalar(query.with_for_update())
    if found is None:
        raise UnknownDuplicate(duplicate_id=duplicate_id)
    return found


def page(session: Session, after: UUID | None, limit: int) -> Sequence[SuspectedDuplicate]:
    """Those not settled, from the one behind `after` on."""
    query = sa.select(SuspectedDuplicate).where(duplicates.c.settlement.is_(None))
    if after is not None:
        query = query.where(duplicates.c.duplicate_id > after)
    return session.scalars(query.order_by(duplicates.c.duplicate_id).limit(limit)).all()


def with_passport(session: Session, digests: Sequence[bytes], but: PersonId) -> Sequence[PersonId]:
    """Whose accounts have stated this passport, too."""
    query = sa.select(passports.c.person_id).join(people, people.c.person_id == passports.c.person_id)
    same = passports.c.digest.in_(digests), passports.c.person_id != but, people.c.merged_into.is_(None)
    return [PersonId(each) for each in session.scalars(query.where(PROVEN, *same))]


def accounts(session: Session, found: Sequence[PersonId]) -> dict[PersonId, Person]:
    query = sa.select(Person).where(people.c.person_id.in_(set(found)))
    return {person.person_id: person for person in session.scalars(query)}


def both_locked(session: Session, one: PersonId, other: PersonId) -> dict[PersonId, Person]:
    """Two accounts, locked in one order, so that two mergers wait instead of deadlocking."""
    query = sa.select(Person).where(people.c.person_id.in_([one, other])).order_by(people.c.person_id)
    return {person.person_id: person for person in session.scalars(query.with_for_update())}
