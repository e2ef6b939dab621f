"""Rows -> contract: the only place where inner shapes become public ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from contracts.monitoring import anomalies, feed, journals, names, statistics
from kernel import cursors
from kernel.values import OrganisationId, PersonId
from services.monitoring.domain import naming
from services.monitoring.domain.indicator import TITLES, is_suppressed
from services.monitoring.tables import Row


def indicator(row: Row, least_group: int) -> statistics.Indicator:
    hidden = is_suppressed(row.persons, least_group)
    return statistics.Indicator(
        name=row.indicator,
        title=TITLES[row.indicator],
        dimension=row.dimension,
        day=row.day,
        value=None if hidden else format(row.total, "f"),
        suppressed=hidden,
    )


def published(
    rows: Sequence[Row], *, since: date, before: date, as_of: datetime | None, least_group: int
) -> statistics.Statistics:
    return statistics.Statistics(
        since=since,
        before=before,
        as_of=as_of,
        least_group=least_group,
        items=tuple(indicator(row, least_group) for row in rows),
    )


def event(row: Row, hidden: set[PersonId]) -> feed.FeedItem:
    told = naming.without(row.body, hidden) if row.is_told else naming.withheld(row.body)
    return feed.FeedItem(position=row.position, event=told)


def events(rows: Sequence[Row], limit: int, hidden: set[PersonId]) -> feed.EventFeed:
    """next_after: where to go on; absent when there is nothing behind these yet.

    hidden: whom nothing names.
    """
    return feed.EventFeed(
        items=tuple(event(row, hidden) for row in rows[:limit]),
        next_after=rows[limit - 1].position if len(rows) > limit else None,
    )


def organisation_names(rows: Sequence[Row]) -> names.OrganisationNames:
    return names.OrganisationNames(
        items=tuple(
            names.OrganisationName(organisation_id=OrganisationId(UUID(row.subject)), name=row.name)
            for row in rows
        )
    )


def heads(rows: Sequence[Row], limit: int) -> journals.NotedHeadPage:
    shown = rows[:limit]
    return journals.NotedHeadPage(
        items=tuple(
            journals.NotedHead(service=row.service, number=row.number, hash=row.hash, noted_at=row.noted_at)
            for row in shown
        ),
        next_cursor=cursors.encode(str(shown[-1].position)) if len(rows) > limit else None,
    )


def parked(row: Row) -> feed.Parked:
    return feed.Parked(
        parked_id=row.parked_id,
        queue=row.queue,
        event_type=row.event_type,
        subject=row.subject,
        attempts=row.attempts,
        reason=row.reason,
        parked_at=row.parked_at,
        event=row.body,
    )


def parked_page(rows: Sequence[Row], limit: int) -> feed.ParkedPage:
    shown = rows[:limit]
    return feed.ParkedPage(
        items=tuple(map(parked, shown)),
        next_cursor=cursors.encode(str(shown[-1].parked_id)) if len(rows) > limit else None,
    )


def anomaly(row: Row) -> anomalies.Anomaly:
    return anomalies.Anomaly(
        anomaly_id=row.anomaly_id,
        rule=row.rule,
        title=row.title_ru,
        title_en=row.title_en,
        about=row.about,
        count=row.count,
        most=row.most,
        minutes=row.minutes,
        first_at=row.first_at,
        last_at=row.last_at,
        state=anomalies.AnomalyState(row.state),
        note=row.note,
        settled_by=row.settled_by,
        settled_at=row.settled_at,
    )


def anomaly_page(rows: Sequence[Row], limit: int) -> anomalies.AnomalyPage:
    shown = rows[:limit]
    return anomalies.AnomalyPage(
        items=tuple(map(anomaly, shown)),
        next_cursor=cursors.encode(str(shown[-1].anomaly_id)) if len(rows) > limit else None,
    )
