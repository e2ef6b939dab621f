"""While a provider is suspended its activities earn nothing; the days before and after do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import partial
from itertools import permutations
from random import Random
from typing import Any

import pytest

from contracts.catalogue.lifecycle import ActivityPublished, ActivitySuspended
from contracts.catalogue.providers import ProviderRestored, ProviderSuspended
from contracts.credits.ledger import ListEntries, NotEarning
from contracts.credits.quarantine import ListQuarantined
from kernel.database import Database
from kernel.values import ActivityId, OrganisationId, new_id
from services.credits.store import suspensions
from services.credits.usecases.awards import award
from services.credits.usecases.claims import (
    lift_measure,
    lift_suspension,
    note_designation,
    note_measure,
    note_suspension,
    post_completed,
)
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.quarantine import list_quarantined
from services.credits.usecases.statements import my_entries
from tests.builders.credits import (
    VAULT,
    a_completion,
    a_specialist,
    an_approval,
    an_award,
    an_opening,
    an_operator,
)

OPERATOR = an_operator()
ACADEMY, ACTIVITY = OrganisationId(new_id()), ActivityId(new_id())


@pytest.fixture(autouse=True)
def _cycle(database: Database) -> None:
    """From 2024-03-01 to 2029-02-28."""
    open_cycle(database, VAULT, a_specialist(), an_opening())


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def suspended(database: Database, day: date, at: datetime | None = None) -> None:
    event = ProviderSuspended(
        occurred_at=at or noon(day),
        provider_id=ACADEMY,
        is_blacklisted=False,
        suspended_on=day,
        activities=1,
        open_enrolments=0,
    )
    note_measure(database, event)


def restored(database: Database, day: date, at: datetime | None = None) -> None:
    lift_measure(database, ProviderRestored(occurred_at=at or noon(day), provider_id=ACADEMY, activities=1))


def earned_on(database: Database, day: date) -> bool:
    """Whether something of the provider that was completed on a day is credited."""
    before = len(my_entries(database, a_specialist(), ListEntries(limit=100)).items)
    post_completed(database, a_completion(provider_id=ACADEMY, completed_on=day))
    return len(my_entries(database, a_specialist(), ListEntries(limit=100)).items) > before


def test_nothing_earns_that_was_completed_while_the_provider_was_suspended(database: Database) -> None:
    suspended(database, date(2026, 2, 1))
    restored(database, date(2026, 2, 10))

    days = (date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 9), date(2026, 2, 10))

    assert [earned_on(database, day) for day in days] == [True, False, False, True]


def test_what_was_refused_waits_for_a_human_and_names_the_rule(database: Database) -> None:
    suspended(database, date(2026, 2, 1))

    earned_on(database, date(2026, 2, 2))

    [waiting] = list_quarantined(database, OPERATOR, ListQuarantined()).items
    assert (waiting.code, waiting.traces[-1].rule) == ("NotEarning", "claim.provider_not_suspended")


def test_a_human_cannot_award_it_either(database: Database) -> None:
    note_designation(database, an_approval(ACTIVITY, 36, provider_id=ACADEMY))
    suspended(database, date(2026, 2, 1))

    with pytest.raises(NotEarning):
        award(database, OPERATOR, an_award(activity_id=ACTIVITY, completed_on=date(2026, 2, 1)))


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_measures_hold_in_whichever_order_they_are_heard_of(
    database: Database, order: tuple[int, ...]
) -> None:
    facts = (
        lambda: suspended(database, date(2026, 2, 1)),
        lambda: restored(database, date(2026, 2, 10)),
        lambda: suspended(database, date(2026, 2, 20)),
    )
    for number in order:
        facts[number]()

    days = (date(2026, 2, 5), date(2026, 2, 15), date(2026, 2, 25))

    assert [earned_on(database, day) for day in days] == [False, True, False]


def test_on_a_day_of_two_words_the_last_one_holds(database: Database) -> None:
    day = date(2026, 2, 1)
    suspended(database, day)
    restored(database, day, noon(day).replace(hour=13))
    assert earned_on(database, day)

    suspended(database, day, noon(day).replace(hour=14))

    assert not earned_on(database, day)


def said_of_the_activity() -> tuple[Callable[[Database], None], ...]:
    """Suspended, resumed at noon of another day, and on the third day suspended, resumed and suspended."""
    told: dict[str, Any] = {"activity_id": ACTIVITY, "provider_id": ACADEMY}
    first, second, third = noon(date(2026, 2, 1)), noon(date(2026, 2, 10)), noon(date(2026, 2, 20))
    words: tuple[ActivitySuspended | ActivityPublished, ...] = (
        ActivitySuspended(occurred_at=first, **told),
        ActivityPublished(occurred_at=second, **told),
        ActivitySuspended(occurred_at=third, **told),
        ActivityPublished(occurred_at=third.replace(hour=13), **told),
        ActivitySuspended(occurred_at=third.replace(hour=14), **told),
    )
    return tuple(partial(hear, word) for word in words)


def hear(word: ActivitySuspended | ActivityPublished, database: Database) -> None:
    if isinstance(word, ActivitySuspended):
        note_suspension(database, word)
    else:
        lift_suspension(database, word)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_said_of_an_activity_holds_in_whichever_order_and_however_often_it_is_heard(
    database: Database, seed: int
) -> None:
    words = [*said_of_the_activity(), *said_of_the_activity()]
    words += words[:5]  # the same events again, and others that say the same of the same moment
    Random(seed).shuffle(words)

    for heard in words:
        heard(database)

    days = [date(2026, 2, day) for day in (1, 9, 10, 19, 20, 25)]
    with database.reading() as session:
        silent = [suspensions.is_suspended(session, ACTIVITY, day) for day in days]
    assert silent == [True, True, False, False, True, True]


def test_an_activity_that_is_suspended_twice_on_a_day_stays_suspended(database: Database) -> None:
    for heard in said_of_the_activity():
        heard(database)

    with pytest.raises(NotEarning):
        award(database, OPERATOR, an_award(activity_id=ACTIVITY, completed_on=date(2026, 2, 20)))
