"""Pages of a search, each found with one statement, or two where the first does not find enough."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.catalogue.activities import ActivityKind
from contracts.catalogue.search import FindActivities, SearchOrder
from kernel.values import Credits
from services.catalogue.store import filters, parts
from services.catalogue.store.activities import LISTED
from services.catalogue.store.filters import SPECIALITY, Card, Condition
from services.catalogue.tables import FILTERED, activities, seats, shelf

Place = tuple[Any, ...]
Key = tuple[sa.ColumnElement[Any], ...]
Statement = sa.Select[Any]

NOTHING = Credits.of(0)
# Words are looked for in so many of the next activities, before their index is.
AHEAD = 1_000
# What so few activities have that its index finds words sooner.
RARE = frozenset({SPECIALITY, "region", "provider_id"})
# Words, with filters and an order, that were too few where they are looked for first: this process does
# not look there again.
SELDOM: set[Hashable] = set()
MOST_SELDOM = 10_000
# What filters and orders need of an activity.
SOUGHT = tuple(activities.c[name] for name in FILTERED)
GAP = sa.Numeric()


class Shape(NamedTuple):
    """What a statement depends on; all else of a question is bound to it.

    asked: the filters in use. is_bounded: what fits must end in time. goes_on: behind another page.
    """

    asked: frozenset[str]
    order: SearchOrder
    is_bounded: bool
    goes_on: bool
    limit: int


class Found(NamedTuple):
    """version: of the catalogue in which the records were found. Each ends with its sort key.

    is_whole: surely there are no more of them, as far as where they were looked for can tell.
    """

    version: int
    records: Sequence[sa.Row[Any]]
    is_whole: bool


def found(session: Session, query: FindActivities, *, at: datetime, after: Place | None) -> Found:
    """A page of what may still be attended at `at`, in the order asked for, and one record more.

    after: the sort key of the last record of the page before.
    """
    shape = Shape(
        asked=filters.in_use(query),
        order=query.order,
        is_bounded=query.gap_before is not None,
        goes_on=after is not None,
        limit=query.limit,
    )
    values = _values(query, at, after)
    if "text" not in shape.asked:
        return _read(session, _in_order(shape), values)
    # Frequent words are found soon in the order of the catalogue, rare ones by their index, which knows
    # tags, too. Which they are only looking tells: the planner guesses, and reads everything where it errs.
    looked_for = query.text, shape.asked, shape.order
    if not shape.asked & RARE and looked_for not in SELDOM:
        soon = _by_parts if parts.knows(query.text or "", query.order) else _among_the_next
        page = _read(session, soon(shape), values)
        if page.is_whole or len(page.records) > query.limit:
            return page
        _note_seldom(looked_for)
    return _read(session, _by_words(shape), values)


def _note_seldom(looked_for: Hashable) -> None:
    if len(SELDOM) >= MOST_SELDOM:
        SELDOM.clear()
    SELDOM.add(looked_for)


def _values(query: FindActivities, at: datetime, after: Place | None) -> dict[str, Any]:
    gaps = {
        "gap_programmes": (query.gap_programmes or NOTHING).amount,
        "gap_activities": (query.gap_activities or NOTHING).amount,
        "gap_before": query.gap_before,
    }
    place = {f"after_{i}": part for i, part in enumerate(after or ())}
    return {**filters.values(query, at), **gaps, **place}


def _read(session: Session, statement: Statement, values: dict[str, Any]) -> Found:
    rows = session.execute(statement, values).all()
    records = [row for row in rows if row.activity_id is not None]
    return Found(rows[0].shelf_version, records, bool(rows[0].is_whole))


@lru_cache(maxsize=1_000)
def _in_order(shape: Shape) -> Statement:
    card, conditions = filters.source(shape.asked)
    return _page(shape, card, conditions)


@lru_cache(maxsize=1_000)
def _by_words(shape: Shape) -> Statement:
    matching = sa.select(activities.c.activity_id, *SOUGHT).where(*filters.by_words(shape.asked)).cte()
    return _page(shape, matching.prefix_with("MATERIALIZED"), [])


@lru_cache(maxsize=1_000)
def _among_the_next(shape: Shape) -> Statement:
    """Those that have the words among the next AHEAD, which have all else that is asked."""
    key = _key(activities, shape)
    _, conditions = filters.source(shape.asked - {"text"})
    following = sa.select(activities.c.activity_id, *SOUGHT).where(*conditions, *_behind(key, shape))
    soon = following.order_by(*key).limit(sa.literal_column(str(AHEAD))).subquery()
    says = sa.exists().where(activities.c.activity_id == soon.c.activity_id, *filters.said(shape.asked))
    return _page(shape, soon, [says])


@lru_cache(maxsize=1_000)
def _by_parts(shape: Shape) -> Statement:
    key = _key(activities, shape)
    seen = parts.read(
        shape.order,
        asked=shape.asked,
        goes_on=shape.goes_on,
        conditions=[*filters.beside_tags(shape.asked), *_behind(key, shape)],
        by=key,
        number=shape.limit + 1,
    )
    found = sa.select(sa.func.unnest(seen.c.ids).label("activity_id")).subquery()
    none_left = sa.exists().where(seen.c.part.is_(None))
    return _shown(found, _places(key), none_left)


def _page(shape: Shape, card: Card, conditions: Sequence[Condition]) -> Statement:
    key = _key(card, shape)
    places = _places(key)
    asked = *conditions, *_serving(card, shape), *_behind(key, shape)
    page = sa.select(card.c.activity_id, *places).where(*asked).order_by(*key)
    # The page first, by an index that knows all that is asked; only then its cards.
    known = page.limit(sa.literal_column(str(shape.limit + 1))).subquery()
    return _shown(known, [known.c[place.name] for place in places], sa.false())


def _places(key: Key) -> list[sa.Label[Any]]:
    return [part.label(f"place_{i}") for i, part in enumerate(key)]


def _shown(
    known: sa.Subquery, places: Sequence[sa.ColumnElement[Any]], is_whole: sa.ColumnElement[bool]
) -> Statement:
    """The cards of these activities, in the order of their places."""
    of_known = activities.join(known, known.c.activity_id == activities.c.activity_id)
    cards = sa.select(*LISTED, seats.c.taken, *places).select_from(of_known.outerjoin(seats)).subquery()
    # One row even where nothing is found: the version that this is true of.
    shelved = sa.select(shelf.c.version.label("shelf_version"), is_whole.label("is_whole"), *cards.c)
    in_order = [column for column in cards.c if column.name.startswith("place_")]
    return shelved.select_from(shelf.outerjoin(cards, sa.true())).order_by(*in_order)


def _behind(key: Key, shape: Shape) -> Iterator[Condition]:
    if shape.goes_on:
        after = [sa.bindparam(f"after_{i}", type_=part.type) for i, part in enumerate(key)]
        yield sa.tuple_(*key) > sa.tuple_(*after)


def _key(card: Card, shape: Shape) -> Key:
    by_start = (card.c.starts_at, card.c.activity_id)
    if shape.order is SearchOrder.PRICE:
        return (card.c.price, *by_start)
    if shape.order is SearchOrder.FIT:
        covered = _covered(card)
        return (-covered, sa.cast(card.c.credits, GAP) - covered, card.c.price, *by_start)
    return by_start


def _covered(card: Card) -> sa.ColumnElement[Any]:
    """How much of the gap an activity closes: of that in programmes, or of that in all else."""
    programmes, others = sa.bindparam("gap_programmes", type_=GAP), sa.bindparam("gap_activities", type_=GAP)
    gap = sa.case((card.c.kind == ActivityKind.PROGRAMME, programmes), else_=others)
    return sa.func.least(sa.cast(card.c.credits, GAP), sa.cast(gap, GAP))


def _serving(card: Card, shape: Shape) -> Iterator[Condition]:
    """Ranked by fit, only what closes some of the gap, in time."""
    if shape.order is SearchOrder.FIT:
        yield _covered(card) > 0
        if shape.is_bounded:
            yield card.c.ends_on < sa.bindparam("gap_before", type_=sa.Date)
