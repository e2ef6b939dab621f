"""How lately contacts were checked, and which are about to change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.identity.domain.contacts import ContactRecord
from services.identity.domain.person import Person
from services.identity.tables import PROVEN, contacts, people


def of(session: Session, person: Person) -> ContactRecord:
    """Of an account that never checked them, they are as it was registered."""
    found = session.get(ContactRecord, person.person_id)
    return found or ContactRecord(person_id=person.person_id, checked_at=person.registered_at)


def keep(session: Session, record: ContactRecord) -> None:
    session.add(record)
    session.flush()


def unchecked_since(
    session: Session, instant: datetime, reminded_before: datetime, limit: int
) -> Sequence[Person]:
    """Whose contacts were last checked before `instant`, and who was not asked since; locked."""
    checked = sa.func.coalesce(contacts.c.checked_at, people.c.registered_at)
    due = sa.or_(contacts.c.reminded_at.is_(None), contacts.c.reminded_at < reminded_before)
    query = sa.select(Person).outerjoin(contacts, contacts.c.person_id == people.c.person_id)
    query = (
        query.where(PROVEN, people.c.merged_into.is_(None), checked < instant, due)
        .order_by(people.c.person_id)
        .limit(limit)
    )
    return session.scalars(query.with_for_update(of=people, skip_locked=True)).all()


def sealed_otherwise(session: Session, mark: bytes, limit: int) -> Sequence[ContactRecord]:
    """Those whose new phone or address was sealed by another key than `mark` begins with, locked."""
    sealed = contacts.c.sealed_phone, contacts.c.sealed_email
    other = [sa.func.substring(column, 1, len(mark)) != mark for column in sealed]
    query = sa.select(ContactRecord).where(sa.or_(*other)).order_by(contacts.c.person_id).limit(limit)
    return session.scalars(query.with_for_update(skip_locked=True)).all()
