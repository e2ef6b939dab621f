"""When activities earned nothing, as the catalogue told."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from kernel import clock
from kernel.values import ActivityId
from services.credits import tables

_suspension = tables.suspensions.c


def suspend(session: Session, activity_id: ActivityId, at: datetime) -> None:
    """From that day on the activity earns nothing."""
    row = insert(tables.suspensions).values(activity_id=activity_id, since=clock.legal_day(at))
    session.execute(row.on_conflict_do_nothing())


def lift(session: Session, activity_id: ActivityId, at: datetime) -> None:
    """From that day on it earns again."""
    day = clock.legal_day(at)
    open_ones = _suspension.activity_id == activity_id, _suspension.before.is_(None), _suspension.since <= day
    session.execute(tables.suspensions.update().where(*open_ones).values(before=day))


def is_suspended(session: Session, activity_id: ActivityId, day: date) -> bool:
    """Whether the activity earned nothing on `day`."""
    holds = _suspension.since <= day, sa.or_(_suspension.before.is_(None), _suspension.before > day)
    found = sa.select(_suspension.activity_id).where(_suspension.activity_id == activity_id, *holds)
    return session.scalar(sa.select(found.exists())) is True
