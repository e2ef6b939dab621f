"""What a search finds, as others see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from contracts.catalogue import search as contract
from contracts.catalogue.activities import Activity, ActivityPage
from kernel import cursors
from kernel.values import ActivityId
from services.catalogue.domain import facets
from services.catalogue.views import activities


def page(records: Sequence[Any], query: contract.FindActivities) -> ActivityPage:
    """Each record ends with its sort key."""
    items = tuple(activities.card(record, taken=record.taken) for record in records[: query.limit])
    if len(records) <= query.limit:
        return ActivityPage(items=items, next_cursor=None)
    last = records[query.limit - 1]._mapping
    place = [value for name, value in last.items() if name.startswith("place_")]
    return ActivityPage(items=items, next_cursor=cursors.encode(*map(_written, place)))


def with_seats(found: ActivityPage, taken: Mapping[ActivityId, int]) -> ActivityPage:
    """taken: seats, of the activities that count them."""
    return replace(found, items=tuple(_with_seats(item, taken) for item in found.items))


def counted(
    cells: Sequence[facets.Cell], specialities: Counter[str], filters: contract.SearchFilters
) -> contract.Facets:
    def by(name: str) -> Counter[Any]:
        return facets.counts(cells, filters, name)

    schedules = {"self_paced": by("self_paced")[True], "fixed": by("self_paced")[False]}
    prices = {"free": by("free_only")[True], "paid": by("free_only")[False]}
    return contract.Facets(
        total=facets.total(cells, filters),
        kinds=_facet(by("kind")),
        formats=_facet(by("format")),
        regions=_facet(by("region")),
        specialities=_facet(specialities),
        schedules=_facet(Counter(schedules)),
        prices=_facet(Counter(prices)),
    )


def saved(record: Any) -> contract.SavedSearch:
    return contract.SavedSearch(
        search_id=record.search_id, title=record.title, filters=record.filters, saved_at=record.saved_at
    )


def _with_seats(item: Activity, taken: Mapping[ActivityId, int]) -> Activity:
    if item.capacity is None:
        return item
    left = item.capacity - taken.get(item.activity_id, 0)
    return item if left == item.seats_left else replace(item, seats_left=left)


def _facet(counted: Counter[Any]) -> tuple[contract.FacetCount, ...]:
    """The most frequent first; what is unknown of an activity is no value."""
    known = [(str(value), number) for value, number in counted.items() if value is not None and number]
    return tuple(
        contract.FacetCount(value=value, count=number)
        for value, number in sorted(known, key=lambda each: (-each[1], each[0]))
    )


def _written(part: Any) -> str:
    return part.isoformat() if isinstance(part, datetime) else str(part)
