"""What counts in a cycle by activity, and where the fact departs from a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel.values import CycleId, new_id
from services.credits import tables
from services.credits.domain.plan import Plan
from services.credits.domain.progress import Deviation, Fact
from services.credits.tables.planning import plan_deviations

_entry, _credited, _deviation = tables.entries.c, tables.credited.c, plan_deviations.c
_is_open = _deviation.resolved_at.is_(None)


def facts(session: Session, cycle_id: CycleId) -> list[Fact]:
    """What counts in a cycle, in order of completion."""
    found = (
        sa.select(_entry.kind, _entry.completed_on, _entry.credits, _entry.activity_id)
        .join(tables.credited, _credited.entry_id == _entry.entry_id)
        .where(_credited.cycle_id == cycle_id)
    )
    rows = session.execute(found.order_by(_entry.completed_on, _entry.number)).mappings()
    return [Fact(**row) for row in rows]


def open_of(session: Session, plan_id: UUID) -> Sequence[sa.Row[Any]]:
    """Those that were not resolved yet, in the order in which they were detected."""
    found = sa.select(plan_deviations).where(_deviation.plan_id == plan_id, _is_open)
    return session.execute(found.order_by(_deviation.deviation_id)).all()


def settle(session: Session, plan: Plan, found: Iterable[Deviation], at: datetime) -> list[Deviation]:
    """Resolve what is no more, and keep what is new, under the lock of its plan. Gives what is new."""
    now = {each.key: each for each in found}
    known = {(row.kind, row.subject): row for row in open_of(session, plan.plan_id)}
    gone = [row.deviation_id for key, row in known.items() if key not in now]
    resolved = sa.update(plan_deviations).where(_deviation.deviation_id.in_(gone)).values(resolved_at=at)
    session.execute(resolved)
    new = [each for key, each in now.items() if key not in known]
    if new:
        session.execute(plan_deviations.insert(), [_row(plan, each, at) for each in new])
    return new


def _row(plan: Plan, deviation: Deviation, at: datetime) -> dict[str, Any]:
    return {
        "deviation_id": new_id(),
        "plan_id": plan.plan_id,
        "version": plan.active_version,
        "kind": deviation.kind,
        "subject": deviation.subject,
        "required": deviation.required,
        "found": deviation.found,
        "due": deviation.due,
        "text": deviation.ru,
        "text_en": deviation.en,
        "detected_at": at,
    }
