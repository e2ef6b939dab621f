"""Operators look at what broke a rule, try it again, or drop it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.catalogue.activities import ActivityKind
from contracts.credits.ledger import ListEntries
from contracts.credits.policies import Outcome
from contracts.credits.quarantine import (
    ListQuarantined,
    Quarantined,
    QuarantineSettled,
    QuarantineState,
    ReadQuarantined,
    SettleQuarantined,
    UnknownQuarantined,
)
from kernel.database import Database
from kernel.machinery import journal
from kernel.values import EntryId, PersonId, new_id
from services.credits.usecases.awards import reverse
from services.credits.usecases.claims import post_completed
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.proof import verify
from services.credits.usecases.quarantine import (
    drop_quarantined,
    list_quarantined,
    read_quarantined,
    resubmit_quarantined,
)
from services.credits.usecases.statements import my_entries
from tests.builders.credits import PERSON, VAULT, a_completion, a_specialist, an_opening, an_operator, credits
from tests.integration.credits.ledgers import a_reversal
from tests.integration.credits.outbox import announced
from tests.integration.credits.test_races import at_once

OPERATOR = an_operator()


def waiting(database: Database, **sought: Any) -> list[Quarantined]:
    return [*list_quarantined(database, OPERATOR, ListQuarantined(**sought)).items]


def of(found: Quarantined, reason: str = "Проверено") -> SettleQuarantined:
    return SettleQuarantined(claim_id=found.claim_id, reason=reason)


def a_claim_above_the_cap(database: Database) -> Quarantined:
    """Two webinars of 6 credits on one day: the second breaks the cap of a day."""
    open_cycle(database, VAULT, a_specialist(), an_opening())
    for _ in range(2):
        post_completed(database, a_completion(kind=ActivityKind.EVENT, credits=credits(6)))
    [found] = waiting(database)
    return found


def test_a_claim_that_broke_a_rule_is_shown_with_the_rule(database: Database) -> None:
    found = a_claim_above_the_cap(database)

    assert (found.code, found.state) == ("DayCapReached", QuarantineState.WAITING)
    assert (found.traces[-1].rule, found.traces[-1].outcome) == ("event.cap_per_day", Outcome.UNMET)


def test_a_claim_is_posted_once_its_cause_is_mended(database: Database) -> None:
    found = a_claim_above_the_cap(database)
    [first] = my_entries(database, a_specialist(), ListEntries()).items
    reverse(database, OPERATOR, a_reversal(first.entry_id))

    posted = resubmit_quarantined(database, OPERATOR, of(found, "Первая запись ошибочна"))

    assert (posted.state, posted.settled_by) == (QuarantineState.POSTED, OPERATOR.person_id)
    assert posted.reason == "Первая запись ошибочна"
    assert [entry.entry_id for entry in my_entries(database, a_specialist(), ListEntries()).items][0] == (
        found.claim_id
    )
    assert verify(database) == ()


def test_the_ledger_keeps_who_tried_again_and_why(database: Database) -> None:
    found = a_claim_above_the_cap(database)
    [first] = my_entries(database, a_specialist(), ListEntries()).items
    reverse(database, OPERATOR, a_reversal(first.entry_id))

    resubmit_quarantined(database, OPERATOR, of(found, "Первая запись ошибочна"))

    with database.reading() as session:
        entry = sa.text("SELECT actor, reason FROM entries WHERE entry_id = :id").bindparams(
            id=found.claim_id
        )
        assert session.execute(entry).one() == (OPERATOR.person_id, "Первая запись ошибочна")


def test_a_claim_that_still_breaks_a_rule_goes_on_waiting(database: Database) -> None:
    found = a_claim_above_the_cap(database)

    again = resubmit_quarantined(database, OPERATOR, of(found))

    assert (again.state, again.code, again.settled_at) == (QuarantineState.WAITING, "DayCapReached", None)


def test_a_claim_waits_under_the_rule_that_it_breaks_now(database: Database) -> None:
    post_completed(database, a_completion(completed_on=date(2020, 2, 1)))
    [found] = waiting(database)
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2024, 3, 1)))

    again = resubmit_quarantined(database, OPERATOR, of(found))

    assert again.code == "NoOpenCycle"
    assert again.traces[0].rule == "claim.in_cycle"


def test_a_dropped_claim_is_told_to_its_specialist(database: Database) -> None:
    found = a_claim_above_the_cap(database)

    dropped = drop_quarantined(database, OPERATOR, of(found, "Сверх нормы дня"))

    [told] = announced(database, "credits.claim.dropped")
    assert (told["claim_id"], told["code"]) == (str(found.claim_id), "DayCapReached")
    assert (dropped.state, dropped.reason) == (QuarantineState.DROPPED, "Сверх нормы дня")


def test_a_dropped_claim_is_not_posted_when_its_cycle_begins(database: Database) -> None:
    post_completed(database, a_completion())
    [found] = waiting(database)
    drop_quarantined(database, OPERATOR, of(found))

    open_cycle(database, VAULT, a_specialist(), an_opening())

    assert my_entries(database, a_specialist(), ListEntries()).items == ()


@pytest.mark.parametrize("settle", [resubmit_quarantined, drop_quarantined])
def test_what_is_settled_is_not_settled_again(database: Database, settle: Any) -> None:
    found = a_claim_above_the_cap(database)
    drop_quarantined(database, OPERATOR, of(found))

    with pytest.raises(QuarantineSettled) as refused:
        settle(database, OPERATOR, of(found))

    assert refused.value.details["state"] == "dropped"


def test_what_mended_itself_is_settled_by_nobody(database: Database) -> None:
    post_completed(database, a_completion())
    open_cycle(database, VAULT, a_specialist(), an_opening())

    [settled] = waiting(database, state=QuarantineState.POSTED)

    assert (settled.settled_by, settled.reason) == (None, None)


def test_of_two_operators_one_settles_a_claim(database: Database) -> None:
    found = a_claim_above_the_cap(database)

    outcomes = at_once(*[lambda: drop_quarantined(database, OPERATOR, of(found))] * 6)

    assert outcomes == {"done": 1, "QuarantineSettled": 5}
    assert len(announced(database, "credits.claim.dropped")) == 1


def test_claims_are_found_by_rule_speciality_and_person(database: Database) -> None:
    other = PersonId(new_id())
    post_completed(database, a_completion())
    post_completed(database, a_completion(person_id=other, speciality="kardiologiya"))

    assert [found.person_id for found in waiting(database, person_id=other)] == [other]
    assert [found.person_id for found in waiting(database, speciality="terapiya")] == [PERSON]
    assert len(waiting(database, code="NoOpenCycle")) == 2
    assert waiting(database, code="DayCapReached") == []


def test_claims_are_listed_newest_first_page_by_page(database: Database) -> None:
    for _ in range(3):
        post_completed(database, a_completion())

    first = list_quarantined(database, OPERATOR, ListQuarantined(limit=2))
    second = list_quarantined(database, OPERATOR, ListQuarantined(limit=2, cursor=first.next_cursor))

    shown = [found.claim_id for found in (*first.items, *second.items)]
    assert shown == sorted(shown, reverse=True)
    assert (len(shown), second.next_cursor) == (3, None)


def test_whoever_looks_at_a_claim_is_written_down(database: Database) -> None:
    found = a_claim_above_the_cap(database)

    read_quarantined(database, OPERATOR, ReadQuarantined(claim_id=found.claim_id))

    with database.reading() as session:
        lines = session.scalars(sa.select(journal.c.action).where(journal.c.subject == str(PERSON)))
        assert lines.all().count("credits.claim.viewed") == 2


def test_a_claim_that_never_was_is_unknown(database: Database) -> None:
    nowhere = EntryId(new_id())

    with pytest.raises(UnknownQuarantined):
        read_quarantined(database, OPERATOR, ReadQuarantined(claim_id=nowhere))
    with pytest.raises(UnknownQuarantined):
        drop_quarantined(database, OPERATOR, SettleQuarantined(claim_id=nowhere, reason="нет"))
