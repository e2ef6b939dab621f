"""Counting what happens, and publishing the counts without the persons."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from contracts.monitoring import statistics as contract
from kernel import clock, wire
from kernel.database import Database
from kernel.messages import Invalid
from services.monitoring import store, views
from services.monitoring.domain import indicator

LEAST_GROUP = 5
DEFAULT_SPAN = timedelta(days=30)
LONGEST_SPAN = timedelta(days=366)


def record(database: Database, document: dict[str, Any]) -> None:
    """Log an event of any service and count it. Repeats are ignored."""
    day = clock.legal_day(datetime.fromisoformat(document["time"]))
    with database.transaction() as session:
        store.feed.lock(session)
        if store.feed.append(session, document) and document["type"] in indicator.BY_TYPE:
            event = wire.load(indicator.BY_TYPE[document["type"]], _flat(document))
            store.cells.add(session, day, indicator.count(event))


def read_statistics(database: Database, query: contract.ReadStatistics) -> contract.Statistics:
    """The counts of the days asked for; cells with too few people behind them are suppressed."""
    since, before = _span(query)
    with database.reading() as session:
        rows = store.cells.between(session, since, before, query.indicator)
        as_of = store.feed.latest(session)
    return views.published(rows, since=since, before=before, as_of=as_of, least_group=LEAST_GROUP)


def _flat(document: dict[str, Any]) -> dict[str, Any]:
    return {**document["data"], "event_id": document["id"], "occurred_at": document["time"]}


def _span(query: contract.ReadStatistics) -> tuple[date, date]:
    before = query.before or clock.today() + timedelta(days=1)
    since = query.since or before - DEFAULT_SPAN
    if since >= before:
        raise Invalid(since="period.order")
    if before - since > LONGEST_SPAN:
        raise Invalid(since="period.long")
    return since, before
