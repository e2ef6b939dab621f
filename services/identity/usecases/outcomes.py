"""How one-time codes fare: noted where they are sent and typed, counted for who watches over that."""

from __future__ import annotations

from datetime import timedelta

from contracts.identity import codes as contract
from kernel import clock
from kernel.database import Database
from services.identity.domain.outcomes import failure_rate
from services.identity.store import outcomes as store

USUAL = timedelta(days=30)


def count_codes(database: Database, query: contract.CountCodes) -> contract.CodeCounts:
    """What became of the codes of some days."""
    before = query.before or clock.today() + timedelta(days=1)
    since = query.since or before - USUAL
    with database.reading() as session:
        counts = store.counted(session, clock.beginning(since), clock.beginning(before))
    items = tuple(
        contract.CodeCount(outcome=each, count=counts.get(each, 0)) for each in contract.CodeOutcome
    )
    return contract.CodeCounts(since=since, before=before, counts=items, failure_rate=failure_rate(counts))
