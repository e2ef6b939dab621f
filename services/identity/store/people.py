"""Persons: found by their id, or by the digests of what is sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.identity.accounts import AlreadyRegistered, UnknownPerson
from kernel.values import PersonId
from services.identity.domain.person import Digests, Person
from services.identity.tables import EMAIL_PROVED, PROVEN, UNPROVEN, people


def read(session: Session, person_id: PersonId) -> Person:
    """Raises: UnknownPerson."""
    return _found(session.get(Person, person_id), person_id)


def locked(session: Session, person_id: PersonId) -> Person:
    """The person, locked until the transaction ends. Raises: UnknownPerson."""
    query = sa.select(Person).where(people.c.person_id == person_id)
    return _found(session.scalar(query.with_for_update()), person_id)


def is_registered(session: Session, known_as: Sequence[Digests]) -> bool:
    """Whether any of the numbers belongs to a person who has proved the phone."""
    same = [
        people.c[f"{field}_digest"].in_([getattr(digests, field) for digests in known_as])
        for field in ("snils", "inn", "phone")
    ]
    return bool(session.scalar(sa.select(sa.exists().where(PROVEN, sa.or_(*same)))))


def wait_for_email(session: Session, digests: Sequence[bytes]) -> None:
    """Let nobody else prove an address until the transaction ends.

    Asked before any account is locked: who proves it locks those who typed it, who may be proving it, too.
    """
    place = int.from_bytes(digests[0][:8], signed=True)
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(place)))


def holds_email(session: Session, digests: Sequence[bytes], but: PersonId) -> bool:
    """Whether somebody, but one, has proved an address."""
    held = EMAIL_PROVED, people.c.email_digest.in_(digests), people.c.person_id != but
    return bool(session.scalar(sa.select(sa.exists().where(*held))))


def typing_email(session: Session, digests: Sequence[bytes], but: PersonId) -> Sequence[Person]:
    """Those, but one, whose address it is only because they typed it; locked."""
    typed = PROVEN, sa.not_(EMAIL_PROVED), people.c.email_digest.in_(digests), people.c.person_id != but
    query = sa.select(Person).where(*typed).order_by(people.c.person_id)
    return session.scalars(query.with_for_update()).all()


def unproven(session: Session, known_as: Sequence[Digests]) -> Person | None:
    """The registration begun with exactly these data; twins wait here for each other."""
    place = int.from_bytes(known_as[0].whole[:8], signed=True)
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(place)))
    whole = people.c.whole_digest.in_([digests.whole for digests in known_as])
    return session.scalar(sa.select(Person).where(UNPROVEN, whole).with_for_update())


def by_login(session: Session, meanings: Mapping[str, Sequence[bytes]]) -> Person | None:
    """The person behind a login; who has proved the phone before who has not, the later before the earlier.

    By an address, only who has proved that. meanings: phone, email or snils -> the digests it may be
    stored under.
    """
    # Each alternative names the condition of the index that answers it.
    same = [
        sa.and_(found, people.c[f"{kind}_digest"].in_(digests))
        for kind, digests in meanings.items()
        for found in ((EMAIL_PROVED,) if kind == "email" else (PROVEN, UNPROVEN))
    ]
    query = sa.select(Person).where(sa.or_(sa.false(), *same))
    return session.scalar(query.order_by(PROVEN.desc(), people.c.person_id.desc()).limit(1))


def by_snils(session: Session, digests: Sequence[bytes]) -> dict[bytes, Person]:
    """Those who have proved the phone and hold one of the numbers, by the digest of it."""
    held = sa.select(Person).where(PROVEN, people.c.snils_digest.in_(digests))
    return {person.snils_digest: person for person in session.scalars(held)}


def add(session: Session, person: Person) -> None:
    session.add(person)
    session.flush()


def remove(session: Session, person: Person) -> None:
    session.delete(person)
    session.flush()


def prove(session: Session) -> None:
    """Let who proved the phone hold the numbers. Raises: AlreadyRegistered -- somebody else does by now."""
    try:
        session.flush()
    except sa.exc.IntegrityError as error:
        raise AlreadyRegistered from error


def still_has(session: Session, person: Person) -> bool:
    """Whether the password that was judged is still theirs; nobody changes it until the transaction ends."""
    held = sa.select(people.c.password_hash).where(people.c.person_id == person.person_id)
    return session.scalar(held.with_for_update(key_share=True)) == person.password_hash


def rehash(session: Session, person: Person, password_hash: str) -> None:
    """Keep the same password under another hash, unless it has been changed since the person was read."""
    same = people.c.person_id == person.person_id, people.c.password_hash == person.password_hash
    session.execute(sa.update(people).where(*same).values(password_hash=password_hash))


def forget_unproven(session: Session, before: datetime) -> None:
    session.execute(sa.delete(people).where(UNPROVEN, people.c.registered_at < before))


def sealed_otherwise(session: Session, mark: bytes, limit: int) -> Sequence[Person]:
    """Persons whose data do not begin with `mark`, locked; those somebody else works on are left out."""
    other = sa.func.substring(people.c.sealed, 1, len(mark)) != mark
    query = sa.select(Person).where(other).order_by(people.c.person_id).limit(limit)
    return session.scalars(query.with_for_update(skip_locked=True)).all()


def _found(person: Person | None, person_id: PersonId) -> Person:
    if person is None:
        raise UnknownPerson(person_id=person_id)
    return person
