"""Words in the order asked for: one part of it after another, until the page is full.

The parts of the order by start are days; those of the order by price what is free, by 32 days, and then
prices. Which activities of a part say all that is asked their index tells by itself, and of a part they are
few, however frequent the words. So a page costs what it shows, not all that could be shown after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from contracts.catalogue.search import SearchOrder
from services.catalogue.store.filters import LEXEMES, QUERY, Condition
from services.catalogue.tables import (
    activities,
    is_listed,
    part_by_price,
    part_by_start,
    said_by_price,
    said_by_start,
)

# So many parts are looked at in vain, at the most: then an index without order finds words sooner.
MOST = 60
# Where words are joined by nothing, an activity must say each of them; all else only the query knows.
PLAIN = re.compile(r"[^\W_]+(?: [^\W_]+)*")
EITHER = re.compile(r"\bor\b", re.IGNORECASE)

IDS = sa.ARRAY(sa.Uuid)
TEXTS = sa.ARRAY(sa.Text)
# As they are, not bound: the planner must see that they bound nothing, or one row.
NONE: sa.ColumnElement[int] = sa.literal_column("0")
ONE: sa.ColumnElement[int] = sa.literal_column("1")
DAY = sa.literal_column("'24 hours'::interval", sa.Interval)
LONG_AGO = sa.literal_column("'-infinity'::timestamptz", sa.DateTime(timezone=True))
FREE = sa.literal_column("0", sa.Numeric)
PAID: sa.ColumnElement[int] = sa.literal_column("100000")
"""The first part in which something has a price, as `part_by_price` has it."""

Element = sa.ColumnElement[Any]
Place = tuple[Element, ...]


class Order(NamedTuple):
    """said: what the index of its parts knows. key: by which it goes, but for the last column."""

    part: Element
    said: Element
    key: Place

    def first(self, *, behind: Place) -> sa.ScalarSelect[Any]:
        """The first part that has something at that place or behind it."""
        there = sa.select(self.part).where(is_listed, sa.tuple_(*self.key) >= sa.tuple_(*behind))
        return there.order_by(*self.key).limit(ONE).scalar_subquery()


START, PRICE = activities.c.starts_at, activities.c.price
ORDERS: Mapping[SearchOrder, Order] = {
    SearchOrder.START: Order(part_by_start, said_by_start, (START,)),
    SearchOrder.PRICE: Order(part_by_price, said_by_price, (PRICE, START)),
}


def knows(text: str, order: SearchOrder) -> bool:
    """Whether what has these words can be found so."""
    return order in ORDERS and PLAIN.fullmatch(text) is not None and EITHER.search(text) is None


def read(
    order: SearchOrder,
    *,
    asked: frozenset[str],
    goes_on: bool,
    conditions: Sequence[Condition],
    by: Sequence[Element],
    number: int,
) -> sa.CTE:
    """The parts that are looked at, each with the `ids` of what it has, the first `number` together.

    The last of them has no `part` if there are no more: then nothing else has the words.
    goes_on, asked: where the first part is. conditions: on each activity. by: their order,
    of which the identifier is the last.
    """
    parts = ORDERS[order]
    page = _opened(parts.first(behind=_begin(order, asked, goes_on))).cte("page", recursive=True)
    of_part = _of_part(parts, page, conditions, by, number)
    following = sa.select(
        page.c.said,
        page.c.query,
        parts.first(behind=_behind(order, page.c.part)),
        page.c.found + of_part.c.number,
        of_part.c.ids,
        page.c.place + 1,
    ).select_from(page.join(of_part, sa.true()))
    is_open = page.c.part.is_not(None), page.c.found < number, page.c.place < MOST
    return page.union_all(following.where(*is_open))


def _opened(part: Element) -> sa.Select[Any]:
    """Before anything is found: what is looked for, and where first. Of no words nothing is."""
    return sa.select(
        LEXEMES.op("||")(sa.bindparam("tags", type_=TEXTS)).label("said"),
        QUERY.label("query"),
        part.label("part"),
        sa.literal_column("0::bigint").label("found"),
        sa.literal_column("'{}'::uuid[]", IDS).label("ids"),
        sa.literal_column("0").label("place"),
    ).where(sa.func.cardinality(LEXEMES) > 0)


def _of_part(
    parts: Order, page: sa.CTE, conditions: Sequence[Condition], by: Sequence[Element], number: int
) -> sa.FromClause:
    is_said = parts.said.op("@>")(sa.func.said_in(page.c.said, page.c.part))
    # Fenced off, so that only the index of parts can find it: the planner does not know how few they are.
    says = activities.c.search.op("@@")(page.c.query).is_(sa.true())
    those = sa.select(*by).where(is_said, says, *conditions).offset(NONE).correlate(page).lateral()
    in_order = sa.select(those.c.activity_id).order_by(*those.c)
    some = in_order.limit(sa.literal_column(str(number)) - page.c.found).subquery()
    gathered = sa.select(sa.func.count().label("number"), sa.func.array_agg(some.c.activity_id).label("ids"))
    return gathered.select_from(some).lateral()


def _begin(order: SearchOrder, asked: frozenset[str], goes_on: bool) -> Place:
    """Where the page begins: behind another, or behind the day asked for."""
    parts = ORDERS[order]
    if goes_on:
        return tuple(sa.bindparam(f"after_{i}", type_=part.type) for i, part in enumerate(parts.key))
    start = sa.bindparam("starts_after", type_=START.type) if "starts_after" in asked else LONG_AGO
    return (start,) if order is SearchOrder.START else (FREE, start)


def _behind(order: SearchOrder, part: Element) -> Place:
    """The place at which a part has ended."""
    if order is SearchOrder.START:
        return (_day(part + 1),)
    root = part - PAID + 1
    return (
        sa.case((part < PAID, FREE), else_=sa.cast(root * root, sa.Numeric)),
        sa.case((part < PAID, _day((part + 1) * 32)), else_=LONG_AGO),
    )


def _day(number: Element) -> Element:
    """The beginning of a day, counted as `part_by_start` does."""
    return sa.literal_column("'2000-01-01T00:00Z'::timestamptz", START.type) + number * DAY
