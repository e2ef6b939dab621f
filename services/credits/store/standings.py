"""What was true of a specialist on a day, as known at an instant."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from kernel.columns import CreditsColumn
from kernel.values import PersonId
from services.credits import tables
from services.credits.domain.cycle import Cycle
from services.credits.domain.requirements import Earned, Known

_cycle, _entry, _extension = tables.cycles.c, tables.entries.c, tables.cycle_extensions.c
_reversal = aliased(tables.entries).c


def known(session: Session, person_id: PersonId, *, on: date, at: datetime) -> list[Known]:
    """The person's cycles that hold the day `on`, the earlier first, with what counted in each.

    Only what was recorded until `at` is looked at; what was completed after `on` is not.
    """
    ends_before = _end_known(at)
    counting = tables.cycles.outerjoin(tables.entries, _counted(on, at))
    sums = (
        sa.select(Cycle, ends_before, _entry.kind, _entry.completed_on, _SUM)
        .select_from(counting)
        .where(_cycle.person_id == person_id, _cycle.opened_at <= at)
        .where(_cycle.starts_on <= on, ends_before > on)
        .group_by(_cycle.cycle_id, _entry.kind, _entry.completed_on)
        .order_by(_cycle.starts_on, _cycle.cycle_id)
    )
    found: dict[tuple[Cycle, date], list[Earned]] = {}
    for cycle, end, kind, day, credits in session.execute(sums):
        earned = found.setdefault((cycle, end), [])
        if kind is not None:
            earned.append(Earned(kind=kind, completed_on=day, credits=credits))
    return [Known(cycle=cycle, ends_before=end, earned=tuple(held)) for (cycle, end), held in found.items()]


_SUM = sa.func.sum(_entry.credits, type_=CreditsColumn())


def _counted(on: date, at: datetime) -> sa.ColumnElement[bool]:
    """An entry of the cycle that counted: posted, and not reversed yet."""
    reversed_by_then = sa.exists().where(_reversal.reverses == _entry.entry_id, _reversal.posted_at <= at)
    return sa.and_(
        _entry.cycle_id == _cycle.cycle_id,
        _entry.reverses.is_(None),
        _entry.completed_on <= on,
        _entry.posted_at <= at,
        ~reversed_by_then,
    )


def _end_known(at: datetime) -> sa.ColumnElement[date]:
    """The first day after the cycle as known at `at`: what it was before the first change since."""
    since = sa.select(_extension.ended_before).where(
        _extension.cycle_id == _cycle.cycle_id, _extension.applied_at > at
    )
    first = since.order_by(_extension.applied_at, _extension.ended_before).limit(1)
    return sa.func.coalesce(first.correlate(tables.cycles).scalar_subquery(), _cycle.ends_before)
