"""Finding activities and reading their cards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from contracts.catalogue import activities as contract
from contracts.catalogue import search as search_contract
from contracts.catalogue.search import SearchOrder
from kernel import clock, cursors
from kernel.database import Database
from kernel.messages import Caller, Invalid
from kernel.values import Role
from services.catalogue import store, views
from services.catalogue.domain.activity import is_managed, is_visible
from services.catalogue.domain.facets import Cell
from services.catalogue.store.remembered import Remembered


class Found(NamedTuple):
    """A page, and the version of the catalogue of which it is."""

    version: int
    page: contract.ActivityPage


# For so long, in seconds, what has just ended may still be counted.
COUNTED = 60


def read_activity(database: Database, caller: Caller, query: contract.ReadActivity) -> contract.Activity:
    """A card.

    Raises: UnknownActivity -- there is none, or none yet that the caller may know of.
    """
    with database.reading() as session:
        record = store.activities.row(session, query.activity_id)
    if not is_visible(record.state, record.provider_id, caller):
        raise contract.UnknownActivity(activity_id=query.activity_id)
    return views.activities.read(record, is_managed=is_managed(record.provider_id, caller))


def find_activities(
    database: Database, remembered: Remembered, query: search_contract.FindActivities
) -> contract.ActivityPage:
    """What may still be attended, in the order asked for; the seats are always those of this moment.

    Raises: Invalid -- the cursor is not of this list, or nothing tells what is to fit.
        SpecialityNotSought.
    """
    after = cursors.read(query.cursor, *PLACES[query.order]) if query.cursor else None
    _require_gap(query)
    at = clock.now()

    def find() -> Found:
        with database.reading() as session:
            page = store.pages.found(session, query, at=at, after=after)
        _require_speciality(database, remembered, query, version=page.version, at=at)
        return Found(page.version, views.search.page(page.records, query))

    def renew(known: Found) -> Found | None:
        with database.reading() as session:
            version, taken = store.shelf.look(session, [item.activity_id for item in known.page.items])
        if version != known.version or any(item.ends_at <= at for item in known.page.items):
            return None
        return Found(version, views.search.with_seats(known.page, taken))

    return remembered.renewed((query, clock.legal_day(at)), find, renew).page


def count_facets(
    database: Database, remembered: Remembered, filters: search_contract.SearchFilters
) -> search_contract.Facets:
    """How many activities a search would find, by each value that one may choose.

    Raises: SpecialityNotSought.
    """
    at = _about(clock.now(), COUNTED)

    def count_cells() -> list[Cell]:
        with database.reading() as session:
            return store.search.cube(session, filters, at=at)

    def count() -> search_contract.Facets:
        cells = remembered.get((version, at, "cells", store.search.uncounted(filters)), count_cells)
        with database.reading() as session:
            specialities = store.search.specialities(session, filters, at=at)
        return views.search.counted(cells, specialities, filters)

    with database.reading() as session:
        version = store.shelf.version(session)
    _require_speciality(database, remembered, filters, version=version, at=at)
    return remembered.get((version, at, "facets", filters), count)


def list_activities(
    database: Database, caller: Caller, query: search_contract.ListMyActivities
) -> contract.ActivityPage:
    """A provider's own activities; for moderators everybody's, those in review unless they ask otherwise.

    Raises: NotAProvider -- the caller is neither. Invalid -- the cursor is not of this list.
    """
    moderates = caller.has(Role.ADMINISTRATOR) and not caller.has(Role.PROVIDER)
    if caller.organisation_id is None and not moderates:
        raise contract.NotAProvider
    [before] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        records = store.activities.listed(
            session,
            provider_id=None if moderates else caller.organisation_id,
            state=query.state or (contract.ActivityState.REVIEW if moderates else None),
            before=before,
            limit=query.limit,
        )
    return views.activities.page_by_id(records, query.limit)


def _require_gap(query: search_contract.FindActivities) -> None:
    """What fits is found among the activities for one speciality, for a gap.

    Raises: Invalid.
    """
    if query.order is not SearchOrder.FIT:
        return
    if query.speciality is None:
        raise Invalid(speciality="required")
    if query.gap_programmes is None and query.gap_activities is None:
        raise Invalid(gap_programmes="required")


def _require_speciality(
    database: Database,
    remembered: Remembered,
    filters: search_contract.SearchFilters,
    *,
    version: int,
    at: datetime,
) -> None:
    """version: of the catalogue, which a new nomenclature raises, too. Raises: SpecialityNotSought."""
    code, on = filters.speciality, clock.legal_day(max(at, filters.starts_after or at))
    if code is None:
        return

    def find() -> tuple[set[str], dict[str, str | None]]:
        with database.reading() as session:
            rules = store.dictionaries.in_force(session, clock.legal_day(at))
            return store.dictionaries.specialities(session, rules, on)

    in_force, lapsed = remembered.get((version, on, "nomenclature"), find)
    if code not in in_force:
        rule = "speciality.lapsed" if code in lapsed else "speciality.unknown"
        details = {"field": "speciality", "rule": rule, "speciality": code, "on": on.isoformat()}
        successor = lapsed.get(code)
        raise search_contract.SpecialityNotSought(details | ({"successor": successor} if successor else {}))


def _about(now: datetime, seconds: int) -> datetime:
    """The moment, as exactly as answers are remembered."""
    return now.replace(second=now.second // seconds * seconds, microsecond=0)


# How the sort key of each order is read from a cursor.
BY_START: tuple[Callable[[str], Any], ...] = (cursors.instant, UUID)
PLACES: dict[SearchOrder, tuple[Callable[[str], Any], ...]] = {
    SearchOrder.START: BY_START,
    SearchOrder.PRICE: (cursors.exact, *BY_START),
    SearchOrder.FIT: (cursors.exact, cursors.exact, cursors.exact, *BY_START),
}
