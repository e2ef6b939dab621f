"""What the filters of a search ask of an activity.

Statements hold no values, only their names: of each kind one is built, and built once. The values are
given with `values` when it is executed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import REGCONFIG, TSQUERY, array

from contracts.catalogue.search import SearchFilters
from services.catalogue.tables import TAGGED, activities, is_listed, listings, tags

# What is searched: the activities, the listings of one speciality, or some of either.
Card = sa.FromClause
Condition = sa.ColumnElement[bool]

RUSSIAN = sa.literal_column("'russian'::regconfig", REGCONFIG)
TEXT = sa.bindparam("text", type_=sa.Text)
QUERY = sa.func.websearch_to_tsquery(RUSSIAN, TEXT, type_=TSQUERY)
LEXEMES = sa.func.tsvector_to_array(sa.func.to_tsvector(RUSSIAN, TEXT), type_=sa.ARRAY(sa.Text))
FREE: sa.ColumnElement[int] = sa.literal_column("0")
CODES = sa.ARRAY(sa.Text)
SPECIALITY = "speciality"
# What the index of words knows beside tags.
WORDS = frozenset({"text", SPECIALITY})


def _asks(card: Card) -> Mapping[str, Condition]:
    """What each filter asks of a card, by the name of its field, which is that of its value, too."""
    return {
        "text": card.c.search.op("@@")(QUERY),
        SPECIALITY: card.c.specialities.contains(sa.cast(array([sa.bindparam(SPECIALITY)]), CODES)),
        **_asks_briefly(card),
    }


def _asks_briefly(card: Card) -> Mapping[str, Condition]:
    """The same of a card without words and specialities."""
    return {
        "kind": card.c.kind == sa.bindparam("kind"),
        "format": card.c.format == sa.bindparam("format"),
        "region": card.c.region == sa.bindparam("region"),
        "provider_id": card.c.provider_id == sa.bindparam("provider_id"),
        "self_paced": card.c.self_paced == sa.bindparam("self_paced"),
        "starts_after": card.c.starts_at > sa.bindparam("starts_after"),
        "starts_before": card.c.starts_at < sa.bindparam("starts_before"),
        "free_only": card.c.price == FREE,
        "price_most": card.c.price <= sa.bindparam("price_most"),
        "with_quota": card.c.has_quota,
    }


OF_ACTIVITIES = _asks(activities)
OF_LISTINGS = {SPECIALITY: listings.c.speciality == sa.bindparam(SPECIALITY), **_asks_briefly(listings)}


def in_use(filters: SearchFilters) -> frozenset[str]:
    """The filters that ask something: all that are not as when they are absent."""
    return frozenset(
        field.name for field in fields(SearchFilters) if getattr(filters, field.name) is not field.default
    )


def values(filters: SearchFilters, at: datetime) -> dict[str, Any]:
    """What the conditions below are about. at: what has ended then is passed over."""
    asked = {name: getattr(filters, name) for name in in_use(filters)}
    return {"at": at, **asked, "tags": [_tag(name, asked[name]) for name in TAGGED if name in asked]}


def source(asked: Collection[str]) -> tuple[Card, list[Condition]]:
    """Where to search, and what to ask there: within one speciality among its listings, if no words are."""
    if SPECIALITY in asked and "text" not in asked:
        return listings, [_lasts(listings), *_of(OF_LISTINGS, asked)]
    return activities, [is_listed, _lasts(activities), *_of(OF_ACTIVITIES, asked)]


def listed(asked: Collection[str]) -> list[Condition]:
    """What is asked of the listings of all specialities."""
    return [_lasts(listings), *_of(OF_LISTINGS, asked)]


def by_words(asked: Collection[str]) -> list[Condition]:
    """What is asked of the activities, where the index of words and tags shall find them."""
    tagged = [tags.contains(sa.bindparam("tags", type_=tags.type))] if TAGGED.keys() & asked else []
    return [is_listed, _lasts(activities), *tagged, *_of(OF_ACTIVITIES, set(asked) - TAGGED.keys())]


def beside_tags(asked: Collection[str]) -> list[Condition]:
    """What is asked of an activity that has the words and the tags."""
    return [is_listed, _lasts(activities), *_of(OF_ACTIVITIES, set(asked) - TAGGED.keys() - {"text"})]


def said(asked: Collection[str]) -> list[Condition]:
    """What is asked of the words of an activity, and nothing else."""
    return _of(OF_ACTIVITIES, WORDS.intersection(asked))


def _of(asks: Mapping[str, Condition], asked: Collection[str]) -> list[Condition]:
    return [condition for name, condition in asks.items() if name in asked]


def _lasts(card: Card) -> Condition:
    return card.c.ends_at > sa.bindparam("at")


def _tag(name: str, value: Any) -> str:
    """As `tables.tags` has it."""
    return f"{name} {str(value).lower() if isinstance(value, bool) else value}"
