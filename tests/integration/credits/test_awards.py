"""Awarding by hand and reversing, on a real ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contracts.catalogue.activities import ActivityKind
from contracts.credits.ledger import (
    AboveDesignation,
    AlreadyAwarded,
    AlreadyReversed,
    EntryState,
    NoOpenCycle,
    OutsideClaimWindow,
    ReadBalance,
    ReverseEntry,
    UnknownEntry,
)
from kernel.database import Database
from kernel.messages import Invalid
from kernel.values import EntryId, new_id
from services.credits.usecases.awards import award, reverse
from services.credits.usecases.claims import note_designation
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.proof import verify
from services.credits.usecases.statements import my_balance
from tests.builders.credits import (
    VAULT,
    a_specialist,
    an_approval,
    an_award,
    an_opening,
    an_operator,
    credits,
)
from tests.integration.credits.outbox import announced, announced_types

OPERATOR = an_operator()


def balance(database: Database) -> str:
    [only] = my_balance(database, a_specialist(), ReadBalance()).items
    return str(only.balance)


def reversal(entry_id: EntryId) -> ReverseEntry:
    return ReverseEntry(entry_id=entry_id, reason="Ошибка организации")


@pytest.fixture(autouse=True)
def _cycle(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())


def test_an_award_adds_to_the_balance(database: Database) -> None:
    award(database, OPERATOR, an_award(credits=credits(36)))
    award(database, OPERATOR, an_award(credits=credits("4.2")))

    assert balance(database) == "40.2"


def test_an_award_tells_every_rule_that_let_it_in(database: Database) -> None:
    entry = award(database, OPERATOR, an_award())

    assert [trace.rule for trace in entry.traces] == ["claim.in_cycle", "claim.in_time", "claim.once"]


def test_an_award_is_announced_with_the_new_balance(database: Database) -> None:
    entry = award(database, OPERATOR, an_award(credits=credits(36)))

    [told] = announced(database, "credits.entry.posted")
    assert (told["entry_id"], told["credits"], told["balance"]) == (str(entry.entry_id), "36.0", "36.0")


def test_the_same_activity_is_credited_once_per_cycle(database: Database) -> None:
    command = an_award()
    award(database, OPERATOR, command)

    with pytest.raises(AlreadyAwarded) as refused:
        award(database, OPERATOR, command)

    assert refused.value.details["activity_id"] == str(command.activity_id)


def test_the_same_activity_may_count_in_cycles_of_two_specialities(database: Database) -> None:
    command = an_award()
    award(database, OPERATOR, command)
    open_cycle(database, VAULT, a_specialist(), an_opening(speciality="kardiologiya"))

    award(database, OPERATOR, replace(command, speciality="kardiologiya"))

    assert len(announced(database, "credits.entry.posted")) == 2


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(1999, 1, 1), date(2029, 3, 1)])
def test_without_a_cycle_on_that_day_nothing_is_awarded(database: Database, day: date) -> None:
    with pytest.raises(NoOpenCycle):
        award(database, OPERATOR, an_award(completed_on=day))

    assert balance(database) == "0.0"


def test_a_day_to_come_cannot_have_been_completed(database: Database) -> None:
    with pytest.raises(OutsideClaimWindow):
        award(database, OPERATOR, an_award(completed_on=date(2026, 11, 24)))


def test_no_more_is_awarded_than_the_activity_was_approved_for(database: Database) -> None:
    command = an_award(credits=credits(37))
    note_designation(database, an_approval(command.activity_id, 36))

    with pytest.raises(AboveDesignation):
        award(database, OPERATOR, command)


def test_an_award_of_nothing_is_no_award(database: Database) -> None:
    with pytest.raises(Invalid):
        award(database, OPERATOR, an_award(credits=credits(0)))


def test_a_reversal_takes_the_credits_back(database: Database) -> None:
    entry = award(database, OPERATOR, an_award())

    reversed_entry = reverse(database, OPERATOR, reversal(entry.entry_id))

    assert (reversed_entry.entry_id, reversed_entry.state) == (entry.entry_id, EntryState.REVERSED)
    assert balance(database) == "0.0"
    assert announced_types(database)[-1] == "ru.nmo.credits.entry.reversed.v1"


def test_an_entry_is_reversed_once(database: Database) -> None:
    entry = award(database, OPERATOR, an_award())
    reverse(database, OPERATOR, reversal(entry.entry_id))

    with pytest.raises(AlreadyReversed):
        reverse(database, OPERATOR, reversal(entry.entry_id))


def test_a_reversed_activity_may_be_awarded_again(database: Database) -> None:
    command = an_award(credits=credits(36))
    entry = award(database, OPERATOR, command)
    reverse(database, OPERATOR, reversal(entry.entry_id))

    award(database, OPERATOR, command)

    assert balance(database) == "36.0"
    assert verify(database) == ()


def test_an_entry_that_is_not_there_cannot_be_reversed(database: Database) -> None:
    with pytest.raises(UnknownEntry):
        reverse(database, OPERATOR, reversal(EntryId(new_id())))


def test_a_reversed_event_makes_room_in_its_day(database: Database) -> None:
    webinar = an_award(kind=ActivityKind.EVENT, credits=credits(6))
    entry = award(database, OPERATOR, webinar)
    reverse(database, OPERATOR, reversal(entry.entry_id))

    award(database, OPERATOR, an_award(kind=ActivityKind.EVENT, credits=credits(6)))

    assert balance(database) == "6.0"
