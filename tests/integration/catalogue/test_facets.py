"""Counting what a search would find, ranking what serves a gap, and keeping searches."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from contracts.catalogue.activities import Activity, ActivityFormat, ActivityKind
from contracts.catalogue.cards import CardDetails, SeatQuota
from contracts.catalogue.search import (
    Facets,
    FindActivities,
    ForgetSearch,
    SavedSearch,
    SaveSearch,
    SearchFilters,
    SearchOrder,
    TooManySavedSearches,
    UnknownSavedSearch,
)
from kernel.database import Database
from kernel.messages import Caller, Invalid
from kernel.values import Credits
from services.catalogue.store.remembered import Remembered
from services.catalogue.usecases import saved_searches, search
from tests.builders.catalogue import CARDIOLOGY, NOW, THERAPY, a_specialist
from tests.integration.catalogue.journeys import a_publication

DAY = timedelta(days=1)


def counted(database: Database, **asked: Any) -> Facets:
    return search.count_facets(database, Remembered(), SearchFilters(**asked))


def found(database: Database, **asked: Any) -> list[Activity]:
    page = search.find_activities(database, Remembered(), FindActivities(**asked))
    return list(page.items)


def shown(counts: tuple[Any, ...]) -> dict[str, int]:
    return {each.value: each.count for each in counts}


def fitting(database: Database, **asked: Any) -> list[Activity]:
    wanted = {"speciality": THERAPY, "gap_programmes": Credits.of(20), "gap_activities": Credits.of(4)}
    return found(database, order=SearchOrder.FIT, **wanted | asked)


def a_programme(database: Database, credits: int, **told: Any) -> Activity:
    facts = {"kind": ActivityKind.PROGRAMME, "ends_at": NOW + 60 * DAY, "credits": Credits.of(credits)}
    return a_publication(database, **facts | told)


@pytest.fixture
def variety(database: Database) -> None:
    a_publication(database, specialities=(THERAPY,), price=Decimal(0))
    a_publication(database, specialities=(THERAPY, CARDIOLOGY), price=Decimal(500), region="77")
    a_programme(database, 16, specialities=(CARDIOLOGY,), format=ActivityFormat.MIXED, region="77")
    a_publication(database, kind=ActivityKind.MODULE, details=CardDetails(self_paced=True))


@pytest.mark.usefixtures("variety")
def test_every_value_is_counted(database: Database) -> None:
    facets = counted(database)

    assert facets.total == 4
    assert shown(facets.kinds) == {"event": 2, "programme": 1, "module": 1}
    assert shown(facets.formats) == {"online": 3, "mixed": 1}
    assert shown(facets.regions) == {"77": 2}
    assert shown(facets.specialities) == {THERAPY: 3, CARDIOLOGY: 3}
    assert shown(facets.schedules) == {"fixed": 3, "self_paced": 1}
    assert shown(facets.prices) == {"free": 3, "paid": 1}


@pytest.mark.usefixtures("variety")
def test_a_facet_leaves_out_the_filter_on_itself(database: Database) -> None:
    facets = counted(database, kind=ActivityKind.EVENT)

    assert facets.total == 2
    assert shown(facets.kinds) == {"event": 2, "programme": 1, "module": 1}
    assert shown(facets.formats) == {"online": 2}
    assert shown(facets.specialities) == {THERAPY: 2, CARDIOLOGY: 1}


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"speciality": CARDIOLOGY},
        {"speciality": THERAPY, "free_only": True},
        {"text": "сердечная"},
        {"text": "сердечная", "speciality": THERAPY, "region": "77"},
        {"self_paced": False, "price_most": Decimal(100)},
    ],
)
@pytest.mark.usefixtures("variety")
def test_the_total_is_what_a_search_finds(database: Database, asked: dict[str, Any]) -> None:
    assert counted(database, **asked).total == len(found(database, **asked))


@pytest.mark.usefixtures("variety")
def test_the_words_of_a_search_count_for_its_facets(database: Database) -> None:
    assert counted(database, text="гинекология").total == 0
    assert shown(counted(database, text="недостаточностью").specialities) == {THERAPY: 3, CARDIOLOGY: 3}


@pytest.mark.parametrize("speciality", [None, THERAPY])
def test_each_filter_narrows_the_search_within_a_speciality_as_without(
    database: Database, speciality: str | None
) -> None:
    wanted = a_publication(
        database,
        region="77",
        price=Decimal(500),
        capacity=10,
        details=CardDetails(self_paced=True, quota=SeatQuota(budget=1)),
    )
    a_publication(database, price=Decimal(900), region="78")

    for asked in (
        {"region": "77"},
        {"price_most": Decimal(500)},
        {"self_paced": True},
        {"with_quota": True},
        {"provider_id": wanted.provider_id, "region": "77"},
    ):
        assert [each.activity_id for each in found(database, speciality=speciality, **asked)] == [
            wanted.activity_id
        ]


def test_the_cheapest_come_first_if_that_is_wanted(database: Database) -> None:
    dear, cheap = (a_publication(database, price=Decimal(price)) for price in (500, 100))

    assert found(database, order=SearchOrder.PRICE) == [cheap, dear]
    assert found(database, order=SearchOrder.PRICE, speciality=THERAPY) == [cheap, dear]


def test_what_closes_most_of_the_gap_comes_first_then_what_exceeds_it_least(database: Database) -> None:
    """20 credits are missing from programmes, 4 from all else."""
    event = a_publication(database, credits=Credits.of(3))
    far_more = a_programme(database, 36)
    little = a_programme(database, 16)
    exact = a_programme(database, 20)

    assert fitting(database) == [exact, far_more, little, event]


def test_of_what_fits_alike_the_cheaper_comes_first(database: Database) -> None:
    dear = a_programme(database, 20, price=Decimal(900))
    cheap = a_programme(database, 20, price=Decimal(100))

    assert fitting(database) == [cheap, dear]


def test_what_closes_nothing_or_comes_too_late_does_not_fit(database: Database) -> None:
    a_publication(database, credits=Credits.of(3))
    late = a_programme(database, 20)

    none_else = {"gap_activities": Credits.of(0)}
    assert fitting(database, **none_else) == [late]
    assert fitting(database, gap_before=late.ends_at.date(), **none_else) == []


def test_pages_by_fit_hold_everything_once(database: Database) -> None:
    offered = [a_programme(database, credits, price=Decimal(credits)) for credits in (16, 18, 20, 20, 36)]
    cursor, pages = None, []

    while True:
        query = FindActivities(
            order=SearchOrder.FIT,
            speciality=THERAPY,
            gap_programmes=Credits.of(20),
            limit=2,
            cursor=cursor,
        )
        page = search.find_activities(database, Remembered(), query)
        pages += page.items
        cursor = page.next_cursor
        if cursor is None:
            break

    assert len(pages) == 5
    assert {each.activity_id for each in pages} == {each.activity_id for each in offered}
    assert pages == fitting(database)


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"speciality": None}, "speciality"), ({"gap_programmes": None, "gap_activities": None}, "gap")],
)
def test_what_fits_needs_a_speciality_and_a_gap(
    database: Database, asked: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid, match=field):
        fitting(database, **asked)


def test_a_cursor_belongs_to_its_order(database: Database) -> None:
    for _ in range(3):
        a_publication(database)
    page = search.find_activities(database, Remembered(), FindActivities(limit=1))

    with pytest.raises(Invalid, match="cursor"):
        found(database, order=SearchOrder.PRICE, cursor=page.next_cursor)


def kept(database: Database, person: Caller, title: str, **asked: Any) -> SavedSearch:
    command = SaveSearch(title=title, filters=SearchFilters(**asked))
    return saved_searches.save_search(database, person, command)


def test_a_kept_search_comes_back_as_it_was(database: Database) -> None:
    person = a_specialist()

    search_kept = kept(database, person, "Бесплатные вебинары", kind=ActivityKind.EVENT, free_only=True)

    assert saved_searches.my_searches(database, person).items == (search_kept,)
    assert saved_searches.my_searches(database, a_specialist()).items == ()


def test_the_same_title_replaces_what_was_kept(database: Database) -> None:
    person = a_specialist()
    former = kept(database, person, "Мои", text="астма")

    newer = kept(database, person, "Мои", text="инсульт")

    assert newer.search_id == former.search_id
    assert saved_searches.my_searches(database, person).items == (newer,)


def test_a_forgotten_search_is_gone_and_nobody_forgets_anothers(database: Database) -> None:
    person = a_specialist()
    command = ForgetSearch(search_id=kept(database, person, "Мои").search_id)

    with pytest.raises(UnknownSavedSearch):
        saved_searches.forget_search(database, a_specialist(), command)
    saved_searches.forget_search(database, person, command)

    assert saved_searches.my_searches(database, person).items == ()


def test_nobody_keeps_more_searches_than_one_may(database: Database) -> None:
    person = a_specialist()
    for number in range(saved_searches.MOST):
        kept(database, person, str(number))

    with pytest.raises(TooManySavedSearches):
        kept(database, person, "One more")
