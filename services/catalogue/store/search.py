"""Searching: filters, orders, facets, and the searches that people keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import REGCONFIG, insert
from sqlalchemy.orm import Session

from contracts.catalogue.activities import ActivityKind
from contracts.catalogue.search import (
    FindActivities,
    SavedSearchId,
    SaveSearch,
    SearchFilters,
    SearchOrder,
    UnknownSavedSearch,
)
from kernel.values import Credits, PersonId, new_id
from services.catalogue.domain.facets import Cell
from services.catalogue.store.activities import LISTED
from services.catalogue.tables import FILTERED, activities, is_listed, listings, saved_searches

Place = tuple[Any, ...]
Key = tuple[sa.ColumnElement[Any], ...]
# What is searched: the activities, the listings of one speciality, or some of either.
Card = sa.FromClause
Condition = sa.ColumnElement[bool]

RUSSIAN = sa.literal_column("'russian'::regconfig", REGCONFIG)
NOTHING = Credits.of(0)
SPECIALITY = "speciality"
# What the index of words knows.
WORDS = frozenset({"text", SPECIALITY})
# Words are looked for in so many of the next activities, before their index is.
AHEAD = 1_000
# What filters and orders need of an activity.
SOUGHT = tuple(activities.c[name] for name in FILTERED)
# What a facet counts, by the name of the filter on it.
CUBE: Mapping[str, Callable[[Card], sa.ColumnElement[Any]]] = {
    "kind": lambda card: card.c.kind,
    "format": lambda card: card.c.format,
    "region": lambda card: card.c.region,
    "self_paced": lambda card: card.c.self_paced,
    "free_only": lambda card: card.c.price == 0,
}
# What each filter asks of a card, by the name of its field.
ASKS: Mapping[str, Callable[[Card, Any], Condition]] = {
    "text": lambda card, text: card.c.search.op("@@")(sa.func.websearch_to_tsquery(RUSSIAN, text)),
    "kind": lambda card, kind: card.c.kind == kind,
    "format": lambda card, value: card.c.format == value,
    "speciality": lambda card, code: card.c.specialities.contains([code]),
    "region": lambda card, region: card.c.region == region,
    "provider_id": lambda card, provider_id: card.c.provider_id == provider_id,
    "self_paced": lambda card, is_self_paced: card.c.self_paced.is_(is_self_paced),
    "starts_after": lambda card, instant: card.c.starts_at > instant,
    "starts_before": lambda card, instant: card.c.starts_at < instant,
    "free_only": lambda card, _: card.c.price == 0,
    "price_most": lambda card, price: card.c.price <= price,
    "with_quota": lambda card, _: card.c.has_quota,
}


def found(
    session: Session, query: FindActivities, *, at: datetime, after: Place | None
) -> Sequence[sa.Row[Any]]:
    """A page of what may still be attended at `at`, in the order asked for, and one row more.

    Each row ends with its sort key. after: the sort key of the last row of the page before.
    """
    if query.text is None:
        card, offered = _source(query, at)
        return _page(session, query, card, offered, after)
    # Frequent words are found soon in the order of the catalogue, rare ones by their index, which knows
    # specialities, too. Which they are only looking tells: the planner guesses, and reads everything
    # where it errs.
    if query.speciality is None:
        soon = _soonest(query, at, after)
        says = sa.exists().where(activities.c.activity_id == soon.c.activity_id)
        page = _page(session, query, soon, [says.where(*_filters(activities, query, only=WORDS))], after)
        if len(page) > query.limit:
            return page
    _, offered = _source(query, at)
    matching = sa.select(activities.c.activity_id, *SOUGHT).where(*offered).cte()
    return _page(session, query, matching.prefix_with("MATERIALIZED"), [], after)


def cube(session: Session, filters: SearchFilters, *, at: datetime) -> list[Cell]:
    """How many activities there are of each combination of what the facets count but specialities.

    Filters on what is counted are left out: a facet counts under the filters on the others.
    """
    card, offered = _source(filters, at, without=CUBE.keys())
    values = {name: value(card).label(name) for name, value in CUBE.items()}
    counted = sa.select(*values.values(), sa.func.count().label("number")).where(*offered)
    rows = session.execute(counted.group_by(*values.values()))
    return [Cell(values=dict(zip(CUBE, row, strict=False)), number=row.number) for row in rows]


def uncounted(filters: SearchFilters) -> SearchFilters:
    """The filters without those on what `cube` counts: it is the same for all that agree in the rest."""
    absent: dict[str, Any] = {each.name: each.default for each in fields(filters) if each.name in CUBE}
    return replace(filters, **absent)


def specialities(session: Session, filters: SearchFilters, *, at: datetime) -> Counter[str]:
    """How many activities there are for each speciality, under the filters on everything else."""
    if filters.text is None:
        conditions = _filters(listings, filters, without={SPECIALITY})
        every = sa.select(listings.c.speciality).where(listings.c.ends_at > at, *conditions).subquery()
    else:
        _, offered = _source(filters, at, without={SPECIALITY})
        code = sa.func.unnest(activities.c.specialities).label(SPECIALITY)
        every = sa.select(code).where(*offered).subquery()
    counted = sa.select(every.c.speciality, sa.func.count()).group_by(every.c.speciality)
    return Counter({row[0]: row[1] for row in session.execute(counted)})


def saved(session: Session, person_id: PersonId) -> Sequence[sa.Row[Any]]:
    """The searches that a person keeps, by title."""
    query = sa.select(saved_searches).where(saved_searches.c.person_id == person_id)
    return session.execute(query.order_by(saved_searches.c.title)).all()


def save(session: Session, person_id: PersonId, command: SaveSearch, at: datetime) -> sa.Row[Any]:
    """Keep a search, in the place of the one of the same title."""
    row = insert(saved_searches).values(
        search_id=new_id(), person_id=person_id, title=command.title, filters=command.filters, saved_at=at
    )
    changed = {name: row.excluded[name] for name in ("filters", "saved_at")}
    kept = row.on_conflict_do_update(
        index_elements=[saved_searches.c.person_id, saved_searches.c.title], set_=changed
    )
    return session.execute(kept.returning(saved_searches)).one()


def forget(session: Session, person_id: PersonId, search_id: SavedSearchId) -> None:
    """Raises: UnknownSavedSearch -- there is none, or it is somebody else's."""
    own = saved_searches.c.search_id == search_id, saved_searches.c.person_id == person_id
    forgotten = sa.delete(saved_searches).where(*own).returning(saved_searches.c.search_id)
    if session.scalar(forgotten) is None:
        raise UnknownSavedSearch(search_id=search_id)


def _page(
    session: Session, query: FindActivities, card: Card, asked: list[Condition], after: Place | None
) -> Sequence[sa.Row[Any]]:
    key = _key(card, query)
    places = [part.label(f"place_{i}") for i, part in enumerate(key)]
    page = sa.select(card.c.activity_id, *places).where(*asked, *_serving(card, query))
    if after is not None:
        page = page.where(sa.tuple_(*key) > sa.tuple_(*after))
    # The page first, by an index that knows all that is asked; only then its cards.
    known = page.order_by(*key).limit(query.limit + 1).subquery()
    order = [known.c[place.name] for place in places]
    cards = sa.select(*LISTED, *order).join(known, known.c.activity_id == activities.c.activity_id)
    return session.execute(cards.order_by(*order)).all()


def _soonest(query: FindActivities, at: datetime, after: Place | None) -> Card:
    """The next AHEAD activities, whatever words they hold."""
    key = _key(activities, query)
    offered = is_listed, activities.c.ends_at > at, *_filters(activities, query, without=WORDS)
    soon = sa.select(activities.c.activity_id, *SOUGHT).where(*offered)
    if after is not None:
        soon = soon.where(sa.tuple_(*key) > sa.tuple_(*after))
    return soon.order_by(*key).limit(AHEAD).subquery()


def _source(
    filters: SearchFilters, at: datetime, *, without: Collection[str] = ()
) -> tuple[Card, list[Condition]]:
    """Where to search, and what to ask there: within one speciality among its listings, if no words are."""
    if filters.speciality is not None and filters.text is None and SPECIALITY not in without:
        own = listings.c.speciality == filters.speciality
        conditions = _filters(listings, filters, without={*without, SPECIALITY})
        return listings, [own, listings.c.ends_at > at, *conditions]
    conditions = _filters(activities, filters, without=without)
    return activities, [is_listed, activities.c.ends_at > at, *conditions]


def _key(card: Card, query: FindActivities) -> Key:
    by_start = (card.c.starts_at, card.c.activity_id)
    if query.order is SearchOrder.PRICE:
        return (card.c.price, *by_start)
    if query.order is SearchOrder.FIT:
        covered = _covered(card, query)
        return (-covered, card.c.credits - covered, card.c.price, *by_start)
    return by_start


def _covered(card: Card, query: FindActivities) -> sa.ColumnElement[Any]:
    """How much of the gap an activity closes: of that in programmes, or of that in all else."""
    programmes = (query.gap_programmes or NOTHING).amount
    others = (query.gap_activities or NOTHING).amount
    gap = sa.case((card.c.kind == ActivityKind.PROGRAMME, programmes), else_=others)
    return sa.func.least(sa.cast(card.c.credits, sa.Numeric), sa.cast(gap, sa.Numeric))


def _serving(card: Card, query: FindActivities) -> Iterator[Condition]:
    """Ranked by fit, only what closes some of the gap, in time."""
    if query.order is SearchOrder.FIT:
        yield _covered(card, query) > 0
        if query.gap_before is not None:
            yield card.c.ends_on < query.gap_before


def _filters(
    card: Card, filters: SearchFilters, *, without: Collection[str] = (), only: Collection[str] = ASKS.keys()
) -> Iterator[Condition]:
    """What the filters in use ask of a card. One is in use unless it is as when it is absent."""
    for field in fields(SearchFilters):
        asked = getattr(filters, field.name)
        if asked is not field.default and field.name in only and field.name not in without:
            yield ASKS[field.name](card, asked)
