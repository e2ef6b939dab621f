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

_cycle, _entry = tables.cycles.c, tables.entries.c
_extension, _renewal, _later = tables.cycle_extensions.c, tables.renewals.c, tables.reconciliations.c
_reversal = aliased(tables.entries).c


def known(session: Session, person_id: PersonId, *, on: date, at: datetime) -> list[Known]:
    """The person's cycles that hold the day `on`, the earlier first, with what counted in each.

    Only what was recorded until `at` is looked at; what was completed after `on` is not.
    """
    ends_before = _end_known(at)
    reconciled = sa.and_(_later.cycle_id == _cycle.cycle_id, _later.reconciled_at <= at)
    basis = sa.func.coalesce(_later.basis_sealed, _cycle.basis_sealed)
    cycles = tables.cycles.outerjoin(tables.reconciliations, reconciled)
    sums = (
        sa.select(Cycle, basis, ends_before, _entry.kind, _entry.completed_on, _SUM)
        .select_from(cycles.outerjoin(tables.entries, _counted(on, at)))
        .where(_cycle.person_id == person_id, _cycle.opened_at <= at)
        .where(sa.or_(_cycle.merged_at.is_(None), _cycle.merged_at > at))
        .where(_cycle.starts_on <= on, ends_before > on)
        .group_by(_cycle.cycle_id, _later.cycle_id, _entry.kind, _entry.completed_on)
        .order_by(_cycle.starts_on, _cycle.cycle_id)
    )
    found: dict[tuple[Cycle, bytes, date], list[Earned]] = {}
    for cycle, sealed, end, kind, day, credits in session.execute(sums):
        earned = found.setdefault((cycle, sealed, end), [])
        if kind is not None:
            earned.append(Earned(kind=kind, completed_on=day, credits=credits))
    return [
        Known(cycle=cycle, basis_sealed=sealed, ends_before=end, earned=tuple(earned))
        for (cycle, sealed, end), earned in found.items()
    ]


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
    extended = sa.select(_extension.cycle_id, _extension.ended_before, _extension.applied_at.label("at"))
    renewed = sa.select(_renewal.cycle_id, _renewal.ended_before, _renewal.renewed_at)
    change = sa.union_all(extended, renewed).subquery()
    since = sa.select(change.c.ended_before).where(change.c.cycle_id == _cycle.cycle_id, change.c.at > at)
    first = since.order_by(change.c.at, change.c.ended_before).limit(1)
    return sa.func.coalesce(first.correlate(tables.cycles).scalar_subquery(), _cycle.ends_before)
