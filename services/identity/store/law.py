"""The dated rows that identity holds people to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel import clock
from services.identity.domain.law import Law
from services.identity.tables import policies

# Rows change by hand and count from a day on: whoever adds one for today waits for seconds.
_FRESH = timedelta(seconds=10)
_known: WeakKeyDictionary[object, tuple[datetime, dict[date, Law]]] = WeakKeyDictionary()


def in_force(session: Session, at: datetime) -> Law:
    """What holds on the legal day of `at`, as it was known seconds ago: nobody waits for a query."""
    engine, now, day = session.get_bind(), clock.now(), clock.legal_day(at)
    read_at, known = _known.get(engine, (None, {}))
    if read_at is None or not read_at <= now < read_at + _FRESH:
        known = {}
        _known[engine] = now, known
    if day not in known:
        known[day] = _read(session, day)
    return known[day]


def _read(session: Session, day: date) -> Law:
    lasts = sa.or_(policies.c.valid_before.is_(None), policies.c.valid_before > day)
    rows = session.execute(
        sa.select(policies.c.key, policies.c.value).where(policies.c.valid_from <= day, lasts)
    )
    return Law({row.key: row.value for row in rows})
