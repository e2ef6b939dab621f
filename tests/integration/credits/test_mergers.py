"""Two accounts of one person become one: every credit is kept, none counts twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.catalogue.activities import ActivityKind
from contracts.catalogue.corrections import CompletionWithdrawn
from contracts.credits.cycles import ReadCredits
from contracts.credits.ledger import EntryState, ListEntries, ReadBalance
from contracts.credits.quarantine import ListQuarantined
from kernel import clock
from kernel.database import Database
from kernel.values import ActivityId, CycleId, EnrolmentId, PersonId, new_id
from services.credits.domain.merging import CARRIED, TWIN
from services.credits.usecases.awards import award
from services.credits.usecases.claims import post_completed, withdraw_completed
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.mergers import follow_merger
from services.credits.usecases.proof import verify
from services.credits.usecases.quarantine import list_quarantined
from services.credits.usecases.rebuilding import rebuild
from services.credits.usecases.statements import my_balance, my_credits, my_entries
from tests.builders.credits import (
    NOW,
    VAULT,
    a_completion,
    a_specialist,
    an_award,
    an_opening,
    an_operator,
    credits,
)
from tests.builders.mergers import a_merger, hear
from tests.integration.credits.outbox import announced, announced_types
from tests.integration.credits.test_races import at_once

KEPT, GONE = PersonId(new_id()), PersonId(new_id())
OPERATOR = an_operator()
LECTURE = ActivityId(new_id())
LATER = NOW + timedelta(hours=1)


def a_cycle_of(database: Database, person: PersonId, since: date = date(2024, 3, 1), **told: Any) -> CycleId:
    return open_cycle(database, VAULT, a_specialist(person), an_opening(since, **told)).cycle_id


def awarded(database: Database, person: PersonId, amount: int, **told: Any) -> None:
    award(database, OPERATOR, an_award(person_id=person, credits=credits(amount), **told))


def merged(database: Database, gone: PersonId = GONE, into: PersonId = KEPT) -> None:
    """An hour later than all before."""
    with clock.freeze(LATER):
        follow_merger(database, VAULT, a_merger(gone, into))


def balances(database: Database, person: PersonId) -> list[str]:
    return [str(each.balance) for each in my_balance(database, a_specialist(person), ReadBalance()).items]


def waiting(database: Database, person: PersonId) -> list[str]:
    found = list_quarantined(database, OPERATOR, ListQuarantined(person_id=person)).items
    return [each.code for each in found]


def reasons(database: Database) -> list[str]:
    """Of reversals."""
    with database.reading() as session:
        return [*session.scalars(sa.text("SELECT reason FROM entries WHERE reverses IS NOT NULL"))]


def test_a_cycle_that_the_kept_account_lacks_comes_over_with_its_credits(database: Database) -> None:
    a_cycle_of(database, GONE, basis_series="АБ", basis_number="1234567")
    awarded(database, GONE, 36)

    merged(database)

    [standing] = my_credits(database, VAULT, a_specialist(KEPT), ReadCredits()).items
    assert (standing.cycle.starts_on, standing.cycle.basis_number) == (date(2024, 3, 1), "1234567")
    assert (balances(database, KEPT), balances(database, GONE)) == (["36.0"], [])


def test_where_the_kept_account_has_the_cycle_the_credits_of_both_are_one_sum(database: Database) -> None:
    for person, amount in ((KEPT, 36), (GONE, 18)):
        a_cycle_of(database, person)
        awarded(database, person, amount)

    merged(database)

    assert (balances(database, KEPT), balances(database, GONE)) == (["54.0"], [])


def test_an_activity_that_both_have_counts_once_and_the_ledger_says_why(database: Database) -> None:
    for person in (KEPT, GONE):
        a_cycle_of(database, person)
        awarded(database, person, 36, activity_id=LECTURE)

    merged(database)

    assert balances(database, KEPT) == ["36.0"]
    [reversed_] = announced(database, "credits.entry.reversed")
    [first, _] = announced(database, "credits.entry.posted")
    assert (reversed_["twin"], reversed_["carried_to"]) == (first["entry_id"], None)
    assert reasons(database) == [TWIN.format(entry_id=first["entry_id"])]
    assert waiting(database, KEPT) == []


def test_every_movement_is_an_entry_that_names_its_source(database: Database) -> None:
    a_cycle_of(database, GONE)
    awarded(database, GONE, 36)

    merged(database)

    [earned, carried] = announced(database, "credits.entry.posted")
    [reversed_] = announced(database, "credits.entry.reversed")
    assert carried["carried_from"] == earned["entry_id"] == reversed_["entry_id"]
    assert reversed_["carried_to"] == carried["entry_id"]
    assert reasons(database) == [CARRIED]


def test_the_ledger_and_what_stands_beside_it_agree_after_a_merger(database: Database) -> None:
    for person in (KEPT, GONE):
        a_cycle_of(database, person)
        awarded(database, person, 36, activity_id=LECTURE)
        awarded(database, person, 18)

    merged(database)

    assert verify(database) == ()
    rebuild(database)
    assert (verify(database), balances(database, KEPT)) == ((), ["72.0"])


def test_what_was_known_before_the_merger_is_told_as_it_was(database: Database) -> None:
    for person, amount in ((KEPT, 36), (GONE, 18)):
        a_cycle_of(database, person)
        awarded(database, person, amount)

    merged(database)

    def total(person: PersonId, **moment: Any) -> list[str]:
        with clock.freeze(LATER + timedelta(hours=1)):
            found = my_credits(database, VAULT, a_specialist(person), ReadCredits(**moment)).items
        return [str(each.total) for each in found]

    assert (total(KEPT, known_at=NOW), total(GONE, known_at=NOW)) == (["36.0"], ["18.0"])
    assert (total(KEPT), total(GONE)) == (["54.0"], [])


def test_the_later_document_prevails_from_its_first_day(database: Database) -> None:
    a_cycle_of(database, KEPT, date(2023, 1, 10))
    a_cycle_of(database, GONE, date(2025, 1, 10))
    awarded(database, KEPT, 36, completed_on=date(2024, 5, 1))
    awarded(database, KEPT, 18, completed_on=date(2026, 5, 1))
    awarded(database, GONE, 10, completed_on=date(2026, 6, 1))

    merged(database)

    assert balances(database, KEPT) == ["36.0", "28.0"]
    assert verify(database) == ()


def test_cycles_that_are_long_over_are_moved_as_those_that_run(database: Database) -> None:
    with clock.freeze(NOW.replace(year=2021)):
        a_cycle_of(database, KEPT, date(2019, 1, 10))
        a_cycle_of(database, GONE, date(2020, 1, 10))
        awarded(database, KEPT, 36, completed_on=date(2020, 5, 1))

    merged(database)

    assert (balances(database, KEPT), waiting(database, KEPT)) == (["0.0", "36.0"], [])


def test_an_earlier_document_holds_until_the_later_one(database: Database) -> None:
    a_cycle_of(database, GONE, date(2023, 1, 10))
    a_cycle_of(database, KEPT, date(2025, 1, 10))
    awarded(database, GONE, 36, completed_on=date(2024, 5, 1))
    awarded(database, GONE, 18, completed_on=date(2026, 5, 1))

    merged(database)

    assert balances(database, KEPT) == ["36.0", "18.0"]


def test_what_the_law_lets_no_one_have_twice_waits_for_a_human(database: Database) -> None:
    """Policy `event.cap_per_day`."""
    for person, amount in ((KEPT, 6), (GONE, 4)):
        a_cycle_of(database, person)
        awarded(database, person, amount, kind=ActivityKind.EVENT)

    merged(database)

    assert balances(database, KEPT) == ["6.0"]
    assert waiting(database, KEPT) == ["DayCapReached"]


def test_what_was_let_in_before_is_not_judged_by_the_calendar_again(database: Database) -> None:
    with clock.freeze(NOW - timedelta(days=400)):
        a_cycle_of(database, GONE, date(2021, 1, 10))
        awarded(database, GONE, 36, completed_on=date(2025, 1, 10))

    merged(database)

    with clock.freeze(LATER):
        found = my_entries(database, a_specialist(KEPT), ListEntries()).items
    assert [(str(each.credits), each.state) for each in found] == [("36.0", EntryState.POSTED)]


def test_a_merger_that_is_heard_again_changes_nothing(database: Database) -> None:
    a_cycle_of(database, GONE)
    awarded(database, GONE, 36)
    merger = a_merger(GONE, KEPT)
    follow_merger(database, VAULT, merger)
    before = announced_types(database)

    follow_merger(database, VAULT, merger)
    follow_merger(database, VAULT, a_merger(GONE, KEPT))

    assert announced_types(database) == before


@pytest.mark.parametrize("last_first", [True, False], ids=["the second heard first", "in order"])
def test_of_a_chain_of_mergers_all_comes_to_the_last(database: Database, last_first: bool) -> None:
    last = PersonId(new_id())
    a_cycle_of(database, GONE)
    awarded(database, GONE, 36)
    a_cycle_of(database, KEPT)
    awarded(database, KEPT, 18)

    for gone, into in [(GONE, KEPT), (KEPT, last)][:: -1 if last_first else 1]:
        merged(database, gone, into)

    assert balances(database, last) == ["54.0"]
    hear(database, post_completed, a_completion(person_id=GONE, credits=credits(4)))
    assert (balances(database, last), verify(database)) == (["58.0"], ())


def test_what_is_heard_later_of_the_account_that_is_gone_comes_to_the_other(database: Database) -> None:
    a_cycle_of(database, KEPT)
    a_cycle_of(database, GONE)
    completion = a_completion(person_id=GONE, enrolment_id=EnrolmentId(new_id()))
    merged(database)

    hear(database, post_completed, completion)
    hear(database, post_completed, completion)

    assert balances(database, KEPT) == ["36.0"]


@pytest.mark.parametrize("is_twin", [True, False], ids=["of a twin", "of what was carried"])
def test_a_completion_withdrawn_after_the_merger_is_taken_back(database: Database, is_twin: bool) -> None:
    for person in (KEPT, GONE):
        a_cycle_of(database, person)
    mine = a_completion(person_id=GONE, activity_id=LECTURE)
    post_completed(database, mine)
    if is_twin:
        post_completed(database, a_completion(person_id=KEPT, activity_id=LECTURE))
    merged(database)

    hear(database, withdraw_completed, a_withdrawal(mine))

    assert balances(database, KEPT) == (["36.0"] if is_twin else ["0.0"])
    assert verify(database) == ()


def test_completions_that_arrive_with_the_merger_are_credited_once_each(database: Database) -> None:
    for person in (KEPT, GONE):
        a_cycle_of(database, person)
    arriving = [a_completion(person_id=GONE, credits=credits(1)) for _ in range(12)]

    outcomes = at_once(
        lambda: follow_merger(database, VAULT, a_merger(GONE, KEPT)),
        *(lambda each=each: hear(database, post_completed, each) for each in arriving),  # type: ignore[misc]
    )
    for each in arriving:  # those that found the merger under way come again
        hear(database, post_completed, each)

    assert outcomes["done"] >= 1
    assert (balances(database, KEPT), balances(database, GONE)) == (["12.0"], [])
    assert verify(database) == ()


def a_withdrawal(of: Any) -> CompletionWithdrawn:
    return CompletionWithdrawn(
        occurred_at=NOW,
        **{name: getattr(of, name) for name in ("person_id", "enrolment_id", "activity_id")},
        reason="ошибка",
    )
