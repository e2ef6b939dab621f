"""What people work as, and the nomenclatures that it is told in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel.values import PersonId
from services.identity.domain.profession import Employment, Post, Profession
from services.identity.tables import employments, posts, specialities

_STATED = [column for column in employments.columns if column.name not in ("person_id", "place")]


def posts_on(session: Session, day: date) -> dict[str, Post]:
    """The posts in force on `day`, by code, in the order of their names."""
    query = sa.select(posts).where(*_in_force(posts, day)).order_by(posts.c.name)
    return {row["code"]: Post(**row) for row in session.execute(query).mappings()}


def specialities_on(session: Session, day: date) -> frozenset[str]:
    return frozenset(session.scalars(sa.select(specialities.c.code).where(*_in_force(specialities, day))))


def of_person(session: Session, person_id: PersonId) -> Profession:
    """What the person has stated; nothing, where it is nothing yet."""
    return session.get(Profession, person_id) or Profession(person_id=person_id)


def employments_of(session: Session, person_id: PersonId) -> Sequence[Employment]:
    """In the order in which they were stated."""
    query = sa.select(*_STATED).where(employments.c.person_id == person_id).order_by(employments.c.place)
    return [Employment(**row) for row in session.execute(query).mappings()]


def keep(session: Session, profession: Profession, stated: Sequence[Employment]) -> None:
    """Keep what was stated, in the place of what was stated before."""
    session.add(profession)
    session.flush()
    session.execute(sa.delete(employments).where(employments.c.person_id == profession.person_id))
    rows = [
        {"person_id": profession.person_id, "place": place, **vars(each)} for place, each in enumerate(stated)
    ]
    if rows:
        session.execute(employments.insert(), rows)


def _in_force(table: sa.Table, day: date) -> tuple[sa.ColumnElement[bool], ...]:
    lasts = sa.or_(table.c.valid_before.is_(None), table.c.valid_before > day)
    return table.c.valid_from <= day, lasts
