"""The sums of days: kept beside the ledger by a trigger, in the same transaction."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel.values import CycleId
from services.credits import tables
from services.credits.domain.claim import NOTHING
from services.credits.domain.requirements import Earned

_sum = tables.day_sums.c


def by_day(session: Session, cycle_id: CycleId) -> list[Earned]:
    """What each day of a cycle has earned, by kind."""
    found = sa.select(_sum.kind, _sum.completed_on, _sum.credits)
    of_cycle = found.where(_sum.cycle_id == cycle_id, _sum.credits > NOTHING)
    return [
        Earned(kind=kind, completed_on=day, credits=credits)
        for kind, day, credits in session.execute(of_cycle)
    ]
