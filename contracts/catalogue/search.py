"""Search: finding what may still be attended, and what is one's own.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Activities".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NewType
from uuid import UUID

from contracts.catalogue.activities import (
    MODERATORS,
    PROVIDERS,
    ActivityFormat,
    ActivityKind,
    ActivityPage,
    ActivityState,
    NotAProvider,
)
from kernel.messages import ANYONE, SIGNED_IN, Conflict, Invalid, NotFound, Nothing, Operation
from kernel.values import Code, Credits, Limit, Line, OrganisationId

SavedSearchId = NewType("SavedSearchId", UUID)


class SearchOrder(StrEnum):
    """start: the soonest first. price: the cheapest first. fit: what serves a gap best first."""

    START = "start"
    PRICE = "price"
    FIT = "fit"


class SpecialityNotSought(Invalid, ru="По этой специальности искать нельзя."):
    """Nothing is looked for under a speciality that is not in force on the day asked for.

    details: field, speciality, on; rule: speciality.unknown, or speciality.lapsed; then successor, if there
    is one. The day is today's, or that of `starts_after`, if it is later.
    """


class UnknownSavedSearch(NotFound, ru="Такого сохранённого поиска нет."):
    """There is no such saved search."""


class TooManySavedSearches(Conflict, ru="Сохранённых поисков слишком много. Удалите ненужные."):
    """The caller keeps as many searches as one may."""


@dataclass(frozen=True, kw_only=True)
class SearchFilters:
    """What people look for among the published activities. text: words in Russian, any form.

    self_paced: at any time, or at fixed times; both when absent. price_most: what one can spend.
    with_quota: only where a budget or a subsidy pays for some seats.
    """

    text: Line | None = None
    kind: ActivityKind | None = None
    format: ActivityFormat | None = None
    speciality: Code | None = None
    region: Code | None = None
    provider_id: OrganisationId | None = None
    self_paced: bool | None = None
    starts_after: datetime | None = None
    starts_before: datetime | None = None
    free_only: bool = False
    price_most: Decimal | None = None
    with_quota: bool = False


@dataclass(frozen=True, kw_only=True)
class FindActivities(SearchFilters):
    """Search the published activities.

    gap_programmes, gap_activities: credits that a cycle still lacks from either, as
    `GET /v1/me/credits` tells; gap_before: the first day after the cycle. They rank by fit: what
    covers most of the gap comes first, then what exceeds it least, then what costs least.
    cursor: `next_cursor` of the previous page; pages stay stable while activities come and go.
    """

    order: SearchOrder = SearchOrder.START
    gap_programmes: Credits | None = None
    gap_activities: Credits | None = None
    gap_before: date | None = None
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class FacetCount:
    """How many activities there are with one value."""

    value: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Facets:
    """Counts under the filters; those of a field leave out the filter on that field itself.

    prices: free, paid. schedules: self_paced, fixed. Values that none has are left out.
    """

    total: int
    kinds: tuple[FacetCount, ...]
    formats: tuple[FacetCount, ...]
    regions: tuple[FacetCount, ...]
    specialities: tuple[FacetCount, ...]
    schedules: tuple[FacetCount, ...]
    prices: tuple[FacetCount, ...]


@dataclass(frozen=True, kw_only=True)
class SaveSearch:
    """Keep filters under a title of one's own; the same title again replaces them."""

    title: Line
    filters: SearchFilters


@dataclass(frozen=True, kw_only=True)
class SavedSearch:
    search_id: SavedSearchId
    title: str
    filters: SearchFilters
    saved_at: datetime


@dataclass(frozen=True, kw_only=True)
class SavedSearchList:
    """By title."""

    items: tuple[SavedSearch, ...]


@dataclass(frozen=True, kw_only=True)
class ForgetSearch:
    search_id: SavedSearchId


@dataclass(frozen=True, kw_only=True)
class ListMyActivities:
    """The provider's own activities, in any state; for administrators, those in review."""

    state: ActivityState | None = None
    cursor: Line | None = None
    limit: Limit = 20


find_activities = Operation(
    "catalogue",
    "find_activities",
    FindActivities,
    ActivityPage,
    (SpecialityNotSought,),
    roles=ANYONE,
    reads=True,
)
list_activities = Operation(
    "catalogue",
    "list_activities",
    ListMyActivities,
    ActivityPage,
    (NotAProvider,),
    roles=PROVIDERS | MODERATORS,
    reads=True,
)
count_facets = Operation(
    "catalogue", "count_facets", SearchFilters, Facets, (SpecialityNotSought,), roles=ANYONE, reads=True
)
save_search = Operation(
    "catalogue", "save_search", SaveSearch, SavedSearch, (TooManySavedSearches,), roles=SIGNED_IN
)
my_searches = Operation("catalogue", "my_searches", Nothing, SavedSearchList, roles=SIGNED_IN, reads=True)
forget_search = Operation(
    "catalogue", "forget_search", ForgetSearch, Nothing, (UnknownSavedSearch,), roles=SIGNED_IN
)
