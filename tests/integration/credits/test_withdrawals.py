"""What the catalogue no longer vouches for."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from contracts.catalogue.corrections import CompletionWithdrawn, CorrectionReason
from contracts.catalogue.enrolments import ActivityCompleted
from contracts.credits.ledger import EntryState, ListEntries, ReadBalance, ReverseEntry
from kernel.database import Database
from kernel.messages import Unavailable
from services.credits.tables import quarantine
from services.credits.usecases.awards import reverse
from services.credits.usecases.claims import post_completed, withdraw_completed
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.statements import my_balance, my_entries
from tests.builders.credits import NOW, VAULT, a_completion, a_specialist, an_opening, an_operator
from tests.integration.credits.outbox import announced


def a_withdrawal(completion: ActivityCompleted) -> CompletionWithdrawn:
    return CompletionWithdrawn(
        occurred_at=NOW,
        enrolment_id=completion.enrolment_id,
        person_id=completion.person_id,
        activity_id=completion.activity_id,
        reason=CorrectionReason.WRONG_PERSON,
    )


def anew(completion: ActivityCompleted) -> ActivityCompleted:
    """The same enrolment, vouched for again."""
    return a_completion(enrolment_id=completion.enrolment_id, activity_id=completion.activity_id)


@pytest.fixture
def completion(database: Database) -> ActivityCompleted:
    open_cycle(database, VAULT, a_specialist(), an_opening())
    return a_completion()


def balance(database: Database) -> str:
    [only] = my_balance(database, a_specialist(), ReadBalance()).items
    return str(only.balance)


def states(database: Database) -> list[EntryState]:
    """Of the person's entries, the newest first."""
    return [entry.state for entry in my_entries(database, a_specialist(), ListEntries()).items]


def waiting(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(sa.select(sa.func.count()).where(quarantine.c.settled_at.is_(None))).one()


def test_what_it_earned_is_reversed_by_an_entry_of_its_own(
    database: Database, completion: ActivityCompleted
) -> None:
    post_completed(database, completion)

    withdraw_completed(database, a_withdrawal(completion))

    assert (balance(database), states(database)) == ("0.0", [EntryState.REVERSED])
    assert len(announced(database, "credits.entry.reversed")) == 1


def test_a_withdrawal_delivered_twice_reverses_once(
    database: Database, completion: ActivityCompleted
) -> None:
    withdrawal = a_withdrawal(completion)
    post_completed(database, completion)

    withdraw_completed(database, withdrawal)
    withdraw_completed(database, withdrawal)

    assert len(announced(database, "credits.entry.reversed")) == 1


def test_what_is_vouched_for_anew_is_posted_anew(database: Database, completion: ActivityCompleted) -> None:
    post_completed(database, completion)
    withdraw_completed(database, a_withdrawal(completion))

    post_completed(database, anew(completion))

    assert balance(database) == "36.0"


def test_a_new_word_that_overtakes_the_withdrawal_of_the_old_counts(
    database: Database, completion: ActivityCompleted
) -> None:
    post_completed(database, completion)
    post_completed(database, anew(completion))

    withdraw_completed(database, a_withdrawal(completion))

    assert (balance(database), waiting(database)) == ("36.0", 0)
    assert states(database) == [EntryState.POSTED, EntryState.REVERSED]


def test_a_withdrawal_that_overtakes_the_completion_comes_again(
    database: Database, completion: ActivityCompleted
) -> None:
    withdrawal = a_withdrawal(completion)
    with pytest.raises(Unavailable):
        withdraw_completed(database, withdrawal)

    post_completed(database, completion)
    withdraw_completed(database, withdrawal)

    assert balance(database) == "0.0"


def test_what_waited_in_quarantine_waits_no_longer(database: Database) -> None:
    completion = a_completion()
    post_completed(database, completion)

    withdraw_completed(database, a_withdrawal(completion))
    open_cycle(database, VAULT, a_specialist(), an_opening())

    assert (balance(database), waiting(database)) == ("0.0", 0)


def test_what_an_operator_has_reversed_is_not_reversed_again(
    database: Database, completion: ActivityCompleted
) -> None:
    post_completed(database, completion)
    [entry] = my_entries(database, a_specialist(), ListEntries()).items
    reverse(database, an_operator(), ReverseEntry(entry_id=entry.entry_id, reason="Ошибка"))

    withdraw_completed(database, a_withdrawal(completion))

    assert len(announced(database, "credits.entry.reversed")) == 1
