"""What people work as, and the nomenclatures that it is told in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.dictionaries import NomenclaturePublished
from kernel.values import PersonId
from services.identity.domain.profession import Employment, Post, Profession
from services.identity.tables import employments, nomenclature, posts, specialities

_STATED = [column for column in employments.columns if column.name not in ("person_id", "place")]


def posts_on(session: Session, day: date) -> dict[str, Post]:
    """The posts in force on `day`, by code, in the order of their names."""
    query = sa.select(posts).where(*_in_force(posts, day)).order_by(posts.c.name)
    return {row["code"]: Post(**row) for row in session.execute(query).mappings()}


def note_nomenclature(session: Session, published: NomenclaturePublished) -> None:
    """Keep a version; the same once more changes nothing."""
    rows = [
        {
            "version": published.version,
            "place": place,
            "since": published.valid_from,
            "code": entry.code,
            "valid_from": entry.valid_from,
            "valid_before": entry.valid_before,
        }
        for place, entry in enumerate(published.entries)
    ]
    if rows:
        session.execute(insert(nomenclature).values(rows).on_conflict_do_nothing())


def specialities_on(session: Session, day: date) -> frozenset[str]:
    """The specialities in force on `day`.

    By the version of that day; before any that was announced to us, by what the suite came with.
    """
    latest = sa.select(nomenclature.c.version).where(nomenclature.c.since <= day)
    version = session.scalar(latest.order_by(nomenclature.c.since.desc()).limit(1))
    table: sa.Table = specialities
    own: sa.ColumnElement[bool] = sa.true()
    if version is not None:
        table, own = nomenclature, nomenclature.c.version == version
    return frozenset(session.scalars(sa.select(table.c.code).where(own, *_lasts(table, day))))


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


def _lasts(table: sa.Table, day: date) -> tuple[sa.ColumnElement[bool], ...]:
    """In force on `day`; open where nothing is said."""
    begun = sa.or_(table.c.valid_from.is_(None), table.c.valid_from <= day)
    return begun, sa.or_(table.c.valid_before.is_(None), table.c.valid_before > day)


def _in_force(table: sa.Table, day: date) -> tuple[sa.ColumnElement[bool], ...]:
    lasts = sa.or_(table.c.valid_before.is_(None), table.c.valid_before > day)
    return table.c.valid_from <= day, lasts
