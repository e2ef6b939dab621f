"""Counting what happens, and publishing the counts without the persons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from contracts.identity.consents import ConsentGiven, ConsentWithdrawn
from contracts.identity.duplicates import PersonMerged
from contracts.monitoring import statistics as contract
from kernel import clock, journal, mergers, wire
from kernel.database import Database, Session
from kernel.messages import Event, Invalid
from services.monitoring import store, views
from services.monitoring.domain import indicator

CONSENTS: dict[str, type[ConsentGiven] | type[ConsentWithdrawn]] = {
    ConsentGiven.type: ConsentGiven,
    ConsentWithdrawn.type: ConsentWithdrawn,
}
LEAST_GROUP = 5
DEFAULT_SPAN = timedelta(days=30)
LONGEST_SPAN = timedelta(days=366)


def record(database: Database, document: dict[str, Any]) -> None:
    """Log an event of any service and count it. Repeats are ignored."""
    day = clock.legal_day(datetime.fromisoformat(document["time"]))
    with database.transaction() as session:
        store.feed.lock(session)
        position = store.feed.append(session, document)
        if position is None:
            return
        if document["type"] == PersonMerged.type:
            _merge(session, wire.load(PersonMerged, _flat(document)))
        elif document["type"] in CONSENTS:
            consent = wire.load(CONSENTS[document["type"]], _flat(document))
            store.consents.note(session, mergers.kept(session, consent.person_id), consent, position)
        elif document["type"] in indicator.BY_TYPE:
            event = wire.load(indicator.BY_TYPE[document["type"]], _flat(document))
            _count(session, day, event)


def _merge(session: Session, event: PersonMerged) -> None:
    """One person stands behind what two accounts have done, and has registered once."""
    kept_id = mergers.note(session, event.merged_id, event.person_id, event.occurred_at)
    if kept_id is not None:
        store.cells.forget_registration(session, event.merged_id)
        store.cells.pass_on(session, event.merged_id, kept_id)
        store.consents.pass_on(session, event.merged_id, kept_id)
        merged_id = str(event.merged_id)
        journal.record(session, "monitoring.person.merged", str(kept_id), merged_id=merged_id)


def _count(session: Session, day: date, event: Event) -> None:
    share = indicator.count(event)
    if share is None:
        return
    if share.person_id is not None:
        share = replace(share, person_id=mergers.kept(session, share.person_id))
    store.cells.add(session, day, share)


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
