"""Counts, and the people behind them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.monitoring.domain.indicator import Count
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


def _contribute(session: Session, key: dict[str, Any], count: Count) -> int:
    added = insert(contributors).values(**key, person_id=count.person_id).on_conflict_do_nothing()
    return 0 if session.scalar(added.returning(contributors.c.person_id)) is None else 1


def between(session: Session, since: date, before: date, indicator: str | None) -> Sequence[Row]:
    query = sa.select(cells).where(cells.c.day >= since, cells.c.day < before)
    if indicator is not None:
        query = query.where(cells.c.indicator == indicator)
    return session.execute(query.order_by(cells.c.indicator, cells.c.day, cells.c.dimension)).all()
