"""Finding activities."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from contracts.catalogue.activities import (
    Activity,
    ActivityFormat,
    ActivityKind,
    ActivityState,
    NotAProvider,
)
from contracts.catalogue.search import FindActivities, ListMyActivities
from kernel import clock, cursors
from kernel.database import Database
from kernel.messages import Caller, Invalid
from kernel.values import Credits
from services.catalogue.store.remembered import Remembered
from services.catalogue.usecases import publishing, search
from tests.builders.catalogue import (
    CARDIOLOGY,
    NOW,
    THERAPY,
    UNIVERSITY,
    a_draft,
    a_moderator,
    a_provider,
    a_specialist,
)
from tests.integration.catalogue.journeys import a_publication, a_submission, as_read


def found(database: Database, **asked: Any) -> list[Activity]:
    return list(search.find_activities(database, Remembered(), FindActivities(**asked)).items)


def pages(database: Database, limit: int) -> Iterator[list[Activity]]:
    """Page by page; what happens between two of them is up to the test."""
    cursor = None
    while True:
        page = search.find_activities(database, Remembered(), FindActivities(limit=limit, cursor=cursor))
        yield list(page.items)
        if page.next_cursor is None:
            return
        cursor = page.next_cursor


def starting_in(database: Database, days: int, **told: Any) -> Activity:
    return a_publication(database, starts_at=NOW + timedelta(days=days), **told)


def listed(database: Database, caller: Caller, **asked: Any) -> list[Activity]:
    return list(search.list_activities(database, caller, ListMyActivities(**asked)).items)


@pytest.mark.parametrize(
    "text",
    [
        "сердечной недостаточностью",
        "НЕДОСТАТОЧНОСТИ сердечные",
        "рекомендации",
        '"сердечная недостаточность"',
        "аритмия or недостаточность",
        "недостаточность -аритмия",
    ],
)
def test_words_are_found_in_any_form(database: Database, text: str) -> None:
    activity = a_publication(
        database,
        title="Сердечная недостаточность: что нового",
        goals="Научиться выбирать лечение по новым рекомендациям.",
    )

    assert found(database, text=text) == [activity]


@pytest.mark.parametrize("text", ["аритмия", "недостаточность -лечение", "и в на", "' OR 1=1 --", "((("])
def test_other_words_are_not_found(database: Database, text: str) -> None:
    a_publication(
        database,
        title="Сердечная недостаточность",
        goals="Научиться выбирать лечение.",
    )

    assert found(database, text=text) == []


def test_words_that_nobody_used_are_found_once_somebody_does(database: Database) -> None:
    assert found(database, text="вакцинация") == []

    activity = a_publication(database, title="Вакцинация взрослых")

    assert found(database, text="вакцинация") == [activity]


def test_letters_with_and_without_dots_are_the_same(database: Database) -> None:
    activity = a_publication(database, title="Осложнённый инфаркт")

    assert found(database, text="осложненные инфаркты") == [activity]


def test_activities_come_in_the_order_of_their_beginning(database: Database) -> None:
    third, first, second = (starting_in(database, days) for days in (9, 3, 5))

    assert found(database) == [first, second, third]


def test_only_published_activities_are_found(database: Database) -> None:
    publishing.draft_activity(database, a_provider(), a_draft())
    a_submission(database)
    cancelled = a_publication(database)
    publishing.cancel_activity(database, a_provider(), as_read(cancelled))

    assert found(database) == []


def test_what_is_running_is_found_and_what_is_over_is_not(database: Database) -> None:
    short = starting_in(database, 2)
    long = starting_in(database, 2, ends_at=NOW + timedelta(days=9), credits=Credits.parse("4.2"))

    with clock.freeze(short.ends_at - timedelta(minutes=1)):
        assert found(database) == [short, long]
    with clock.freeze(short.ends_at):
        assert found(database) == [long]


def test_each_filter_narrows_the_search(database: Database) -> None:
    webinar = starting_in(database, 3, price=Decimal(500))
    module = starting_in(
        database,
        5,
        kind=ActivityKind.MODULE,
        format=ActivityFormat.MIXED,
        specialities=(CARDIOLOGY,),
    )

    assert found(database, kind=ActivityKind.EVENT) == [webinar]
    assert found(database, format=ActivityFormat.MIXED) == [module]
    assert found(database, speciality=THERAPY) == [webinar]
    assert found(database, speciality=CARDIOLOGY) == [webinar, module]
    assert found(database, free_only=True) == [module]
    assert found(database, starts_after=webinar.starts_at) == [module]
    assert found(database, starts_before=module.starts_at) == [webinar]
    assert found(database, text="недостаточность", kind=ActivityKind.MODULE, free_only=True) == [module]


def test_pages_hold_everything_once(database: Database) -> None:
    simultaneous = [starting_in(database, 3) for _ in range(5)]
    later = [starting_in(database, 4) for _ in range(2)]

    seen = [activity for page in pages(database, limit=2) for activity in page]

    assert seen == sorted(simultaneous, key=lambda each: each.activity_id) + later


def test_pages_stay_stable_while_activities_come_and_go(database: Database) -> None:
    standing = [starting_in(database, days) for days in (2, 3, 5, 6)]
    leaving = starting_in(database, 4)
    reader = pages(database, limit=2)

    seen = next(reader)
    starting_in(database, 1)
    publishing.cancel_activity(database, a_provider(), as_read(standing[1]))
    publishing.cancel_activity(database, a_provider(), as_read(leaving))
    coming = starting_in(database, 7)
    seen += [activity for page in reader for activity in page]

    assert seen == [*standing, coming]


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        cursors.encode("2026-11-25"),
        cursors.encode("2026-11-25T09:00:00", "01930000-0000-7000-8000-000000000001"),
        cursors.encode("2026-11-25T09:00:00+00:00", "not a uuid"),
    ],
)
def test_a_forged_cursor_is_refused(database: Database, cursor: str) -> None:
    with pytest.raises(Invalid) as refused:
        found(database, cursor=cursor)

    assert refused.value.details == {"cursor": "cursor.format"}


def test_providers_list_their_own_activities_the_newest_first(database: Database) -> None:
    published, submitted = a_publication(database), a_submission(database)
    draft = publishing.draft_activity(database, a_provider(), a_draft())
    a_publication(database, by=a_provider(UNIVERSITY))

    assert listed(database, a_provider()) == [draft, submitted, published]
    assert listed(database, a_provider(), state=ActivityState.REVIEW) == [submitted]


def test_moderators_list_what_awaits_them(database: Database) -> None:
    publishing.draft_activity(database, a_provider(), a_draft())
    ours, theirs = a_submission(database), a_submission(database, by=a_provider(UNIVERSITY))
    published = a_publication(database)

    assert listed(database, a_moderator()) == [theirs, ours]
    assert listed(database, a_moderator(), state=ActivityState.PUBLISHED) == [published]


def test_lists_come_page_by_page(database: Database) -> None:
    submissions = [a_submission(database) for _ in range(3)]

    first = search.list_activities(database, a_moderator(), ListMyActivities(limit=2))
    second = search.list_activities(
        database, a_moderator(), ListMyActivities(limit=2, cursor=first.next_cursor)
    )

    assert [*first.items, *second.items] == submissions[::-1]
    assert second.next_cursor is None


def test_who_acts_for_no_organisation_has_no_list(database: Database) -> None:
    with pytest.raises(NotAProvider):
        listed(database, a_specialist())
