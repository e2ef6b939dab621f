"""What a plan begins with: what counts already."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from contracts.catalogue.activities import ActivityKind
from kernel.columns import CreditsColumn
from kernel.values import ActivityId, Credits, CycleId, PersonId
from services.credits import tables
from services.credits.domain.cycle import Cycle

_entry, _credited = tables.entries.c, tables.credited.c
_SUM = sa.func.sum(_entry.credits, type_=CreditsColumn())


def cycle(session: Session, cycle_id: CycleId) -> Cycle | None:
    """With its extensions, which a verdict names."""
    whole = selectinload(Cycle.extensions)  # type: ignore[arg-type]  # mapped imperatively
    return session.get(Cycle, cycle_id, options=(whole,))


def credited_in(session: Session, cycle_id: CycleId) -> frozenset[ActivityId]:
    """The activities that count in a cycle."""
    return frozenset(session.scalars(sa.select(_credited.activity_id).where(_credited.cycle_id == cycle_id)))


def events_since(session: Session, person_id: PersonId, day: date) -> dict[date, Credits]:
    """What the person's events of each day since `day` have earned, in all cycles."""
    sums = (
        sa.select(_entry.completed_on, _SUM)
        .join(tables.credited, _credited.entry_id == _entry.entry_id)
        .where(_entry.person_id == person_id, _entry.completed_on >= day)
        .where(_entry.kind == ActivityKind.EVENT)
        .group_by(_entry.completed_on)
    )
    return {completed_on: credits for completed_on, credits in session.execute(sums)}
