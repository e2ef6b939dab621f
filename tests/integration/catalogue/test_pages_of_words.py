"""Words are found in the order asked for, whether they are frequent or rare, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from contracts.catalogue.activities import Activity, ActivityKind
from contracts.catalogue.search import FindActivities, SearchOrder
from kernel.database import Database
from services.catalogue.store import pages, parts
from services.catalogue.store.remembered import Remembered
from services.catalogue.usecases import search
from tests.builders.catalogue import NOW
from tests.integration.catalogue.journeys import a_publication

WORDS = "лечение астмы"
# Day of the beginning, and price: some on one day, some apart, some far away, some free.
OFFERS = ((3, "0"), (3, "900"), (4, "0"), (4, "1000.50"), (90, "950"), (400, "0"))


@pytest.fixture(autouse=True)
def nothing_noted() -> Iterator[None]:
    """What was looked for in vain, in a catalogue of another test."""
    pages.SELDOM.clear()
    pages._by_parts.cache_clear()
    yield
    pages.SELDOM.clear()
    pages._by_parts.cache_clear()


def offered(database: Database, title: str = "Астма: лечение") -> list[Activity]:
    return [
        a_publication(database, title=title, starts_at=NOW + timedelta(days=days), price=Decimal(price))
        for days, price in OFFERS
    ]


def read(database: Database, **asked: Any) -> list[Activity]:
    """All pages, of two."""
    items: list[Activity] = []
    cursor = None
    while True:
        query = FindActivities(limit=2, cursor=cursor, **asked)
        page = search.find_activities(database, Remembered(), query)
        items += page.items
        cursor = page.next_cursor
        if cursor is None:
            return items


def by_start(found: list[Activity]) -> list[Activity]:
    return sorted(found, key=lambda each: (each.starts_at, each.activity_id))


def by_price(found: list[Activity]) -> list[Activity]:
    return sorted(found, key=lambda each: (each.price, each.starts_at, each.activity_id))


# What is looked for part by part, and what only the index without an order knows.
@pytest.mark.parametrize("text", [WORDS, '"лечение астмы" or астма'])
@pytest.mark.parametrize("most", [60, 1])
def test_every_page_goes_on_where_the_one_before_has_ended(
    database: Database, monkeypatch: pytest.MonkeyPatch, text: str, most: int
) -> None:
    monkeypatch.setattr(parts, "MOST", most)
    said = offered(database)
    a_publication(database, title="Псориаз")

    assert read(database, text=text) == by_start(said)
    assert read(database, text=text, order=SearchOrder.PRICE) == by_price(said)


def test_filters_hold_for_words_in_every_order(database: Database) -> None:
    said = offered(database)
    module = a_publication(database, title="Астма: лечение", kind=ActivityKind.MODULE, price=Decimal(5))
    day = said[2].starts_at

    assert read(database, text=WORDS, kind=ActivityKind.MODULE) == [module]
    for order, sort in ((SearchOrder.START, by_start), (SearchOrder.PRICE, by_price)):
        later = [each for each in said if each.starts_at > day]
        assert read(database, text=WORDS, starts_after=day, order=order) == sort(later)
        sooner = [each for each in [*said, module] if each.starts_at < day]
        assert read(database, text=WORDS, starts_before=day, order=order) == sort(sooner)
        cheap = [each for each in [*said, module] if each.price <= 900]
        assert read(database, text=WORDS, price_most=Decimal(900), order=order) == sort(cheap)
        free = [each for each in said if each.price == 0]
        assert read(database, text=WORDS, free_only=True, order=order) == sort(free)


def test_some_of_the_words_are_not_enough(database: Database) -> None:
    offered(database, title="Лечение мигрени")
    both = a_publication(database, title="Астма и мигрень", goals="Научиться лечению.")

    assert read(database, text="лечение астмы") == [both]
    assert read(database, text="лечение псориаза") == []


def test_the_end_is_known_without_another_look(database: Database) -> None:
    offered(database)

    assert len(read(database, text=WORDS)) == len(OFFERS)
    assert not pages.SELDOM


def test_words_without_meaning_find_nothing_in_any_order(database: Database) -> None:
    offered(database)

    assert read(database, text="и в на") == []
    assert read(database, text="и в на", free_only=True, order=SearchOrder.PRICE) == []
