"""Series for charts, read from the sums of days beside the ledger."""

from __future__ import annotations

from contracts.credits import series as contract
from contracts.credits.cycles import EarnedByKind, UnknownCycle
from kernel.database import Database
from kernel.messages import Caller
from services.credits.domain.cycle import DAY
from services.credits.domain.series import Point, points
from services.credits.store import cycles, series


def my_series(database: Database, caller: Caller, query: contract.ReadSeries) -> contract.Series:
    """What one of the caller's cycles has earned over time.

    Raises: UnknownCycle, SeriesUnsound.
    """
    with database.reading() as session:
        cycle = cycles.find(session, query.cycle_id)
        if cycle is None or cycle.person_id != caller.person:
            raise UnknownCycle(cycle_id=query.cycle_id)
        since, until = query.since or cycle.starts_on, query.until or cycle.ends_before - DAY
        if until < since:
            raise contract.SeriesUnsound(until="period.order")
        earned = series.by_day(session, cycle.cycle_id)
    found = tuple(_point(point) for point in points(earned, query.step, since, until))
    return contract.Series(cycle_id=cycle.cycle_id, step=query.step, points=found)


def _point(of: Point) -> contract.SeriesPoint:
    return contract.SeriesPoint(
        starts_on=of.starts_on,
        by_kind=tuple(EarnedByKind(kind=kind, credits=earned) for kind, earned in sorted(of.by_kind.items())),
        total=of.total,
        cumulative=of.cumulative,
    )
