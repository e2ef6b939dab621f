"""Counts, and the people behind them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from kernel.values import PersonId
from services.monitoring.domain.indicator import REGISTERED, Count
from services.monitoring.tables import Row, cells, contributors


def add(session: Session, day: date, count: Count) -> None:
    """Count into the cell of `day`; a person stands behind a cell once."""
    key = {"indicator": count.indicator, "day": day, "dimension": count.dimension}
    new_persons = None if count.person_id is None else _contribute(session, key, count)
    added = insert(cells).values(**key, total=count.amount, persons=new_persons)
    session.execute(
        added.on_conflict_do_update(
            index_elements=[cells.c.indicator, cells.c.day, cells.c.dimension],
            set_={
                "total": cells.c.total + added.excluded.total,
                "persons": cells.c.persons + added.excluded.persons,
            },
        )
    )


def forget_registration(session: Session, person_id: PersonId) -> None:
    """Of the two accounts of one person, one was registered too many."""
    own = contributors.c.person_id == person_id, contributors.c.indicator == REGISTERED
    days = sa.delete(contributors).where(*own).returning(contributors.c.day)
    for day in session.scalars(days).all():
        cell = cells.c.indicator == REGISTERED, cells.c.day == day
        fewer = {"total": cells.c.total - 1, "persons": cells.c.persons - 1}
        session.execute(sa.update(cells).where(*cell).values(fewer))


def pass_on(session: Session, person_id: PersonId, kept_id: PersonId) -> None:
    """Let the account that is kept stand where the merged one stood, in each cell once."""
    theirs = contributors.alias()
    key = [contributors.c[name] == theirs.c[name] for name in ("indicator", "day", "dimension")]
    both = sa.exists().where(theirs.c.person_id == kept_id, *key)
    twice = sa.delete(contributors).where(contributors.c.person_id == person_id, both)
    for cell in session.execute(twice.returning(*contributors.c)).all():
        here = [cells.c[name] == getattr(cell, name) for name in ("indicator", "day", "dimension")]
        session.execute(sa.update(cells).where(*here).values(persons=cells.c.persons - 1))
    own = sa.update(contributors).where(contributors.c.person_id == person_id)
    session.execute(own.values(person_id=kept_id))


def _contribute(session: Session, key: dict[str, Any], count: Count) -> int:
    added = insert(contributors).values(**key, person_id=count.person_id).on_conflict_do_nothing()
    return 0 if session.scalar(added.returning(contributors.c.person_id)) is None else 1


def between(session: Session, since: date, before: date, indicator: str | None) -> Sequence[Row]:
    query = sa.select(cells).where(cells.c.day >= since, cells.c.day < before)
    if indicator is not None:
        query = query.where(cells.c.indicator == indicator)
    return session.execute(query.order_by(cells.c.indicator, cells.c.day, cells.c.dimension)).all()
