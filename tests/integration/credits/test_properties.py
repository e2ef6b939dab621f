"""Whatever is awarded and reversed, in whatever order: the sums are the ledger's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.catalogue.activities import ActivityKind
from contracts.credits.ledger import AwardCredits, ListEntries, ReadBalance, ReverseEntry
from kernel.database import Database
from kernel.messages import Conflict
from kernel.values import ActivityId, Credits, PersonId, new_id
from services.credits.usecases.awards import award, reverse
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.proof import verify
from services.credits.usecases.statements import my_balance, my_entries
from tests.builders.credits import VAULT, a_specialist, an_award, an_opening, an_operator, credits

# Each example is a person of their own in the one database of the test.
ON_DATABASE = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ACTIVITIES = [ActivityId(new_id()) for _ in range(4)]
OPERATOR = an_operator()

awards = st.builds(
    an_award,
    activity_id=st.sampled_from(ACTIVITIES),
    kind=st.sampled_from(ActivityKind),
    credits=st.integers(1, 400).map(lambda tenths: credits(f"{tenths // 10}.{tenths % 10}")),
    completed_on=st.integers(0, 2).map(lambda day: date(2026, 2, 1) + timedelta(days=day)),
)
different_awards = st.lists(awards, min_size=2, max_size=4, unique_by=lambda award: award.activity_id)


def a_person(database: Database) -> PersonId:
    person = PersonId(new_id())
    open_cycle(database, VAULT, a_specialist(person), an_opening())
    return person


def award_if_possible(database: Database, command: AwardCredits) -> None:
    try:
        award(database, OPERATOR, command)
    except Conflict:
        return


def reverse_oldest(database: Database, person: PersonId) -> None:
    entries = my_entries(database, a_specialist(person), ListEntries()).items
    if entries:
        try:
            reverse(database, OPERATOR, ReverseEntry(entry_id=entries[-1].entry_id, reason="Ошибка"))
        except Conflict:
            return


def balance(database: Database, person: PersonId) -> Credits:
    [only] = my_balance(database, a_specialist(person), ReadBalance()).items
    return only.balance


@ON_DATABASE
@given(steps=st.lists(awards | st.none(), max_size=8))
def test_the_balance_is_the_sum_of_the_ledger_after_any_sequence(
    database: Database, steps: list[AwardCredits | None]
) -> None:
    """None stands for the reversal of the oldest entry."""
    person = a_person(database)

    for step in steps:
        if step is None:
            reverse_oldest(database, person)
        else:
            award_if_possible(database, replace(step, person_id=person))

    assert verify(database) == ()


@ON_DATABASE
@given(commands=different_awards, data=st.data())
def test_the_balance_does_not_depend_on_the_order_of_awards(
    database: Database, commands: list[AwardCredits], data: st.DataObject
) -> None:
    one, other = a_person(database), a_person(database)

    for command in commands:
        award_if_possible(database, replace(command, person_id=one))
    for command in data.draw(st.permutations(commands)):
        award_if_possible(database, replace(command, person_id=other))

    assert balance(database, one) == balance(database, other)
