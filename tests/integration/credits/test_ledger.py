"""The ledger is append-only, and its sums can be proved."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from kernel.database import Database
from kernel.values import EntryId
from services.credits import tables
from services.credits.usecases.awards import award
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.proof import verify
from tests.builders.credits import VAULT, a_specialist, an_award, an_opening, an_operator, credits


@pytest.fixture
def entry_id(database: Database) -> EntryId:
    """The second of three entries."""
    open_cycle(database, VAULT, a_specialist(), an_opening())
    entries = [award(database, an_operator(), an_award(credits=credits(36))) for _ in range(3)]
    return entries[1].entry_id


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET credits = 144",
        "DELETE FROM entries",
        "UPDATE legs SET amount = 2 * amount",
        "DELETE FROM legs",
    ],
)
def test_nobody_changes_an_entry(database: Database, entry_id: EntryId, statement: str) -> None:
    with pytest.raises(sa.exc.IntegrityError, match="append-only"), database.transaction() as session:
        session.execute(sa.text(statement))


@pytest.mark.parametrize("table", ["entries", "legs"])
def test_not_even_the_owner_empties_the_ledger(owner: sa.Engine, entry_id: EntryId, table: str) -> None:
    with pytest.raises(sa.exc.IntegrityError, match="append-only"), owner.begin() as connection:
        connection.execute(sa.text(f"TRUNCATE {table} CASCADE"))


def test_an_entry_without_its_legs_is_refused_at_commit(database: Database, entry_id: EntryId) -> None:
    intruder = """
        INSERT INTO entries (entry_id, cycle_id, number, person_id, activity_id, kind, title, credits,
                             completed_on, posted_at, traces, hash)
        SELECT gen_random_uuid(), cycle_id, 4, person_id, activity_id, kind, title, credits,
               completed_on, posted_at, traces, hash FROM entries LIMIT 1
    """

    with pytest.raises(sa.exc.IntegrityError, match="two legs"), database.transaction() as session:
        session.execute(sa.text(intruder))


def test_a_healthy_ledger_has_no_discrepancy(database: Database, entry_id: EntryId) -> None:
    assert verify(database) == ()


def test_a_balance_that_was_raised_shows(database: Database, entry_id: EntryId) -> None:
    with database.transaction() as session:
        session.execute(sa.text("UPDATE accounts SET balance = 144"))

    [discrepancy] = verify(database)

    assert (discrepancy.check, discrepancy.expected, discrepancy.found) == ("balance", "108.0", "144.0")


def test_a_sum_by_kind_that_was_raised_shows(database: Database, entry_id: EntryId) -> None:
    with database.transaction() as session:
        session.execute(sa.text("UPDATE balances SET credits = 144"))

    assert [each.check for each in verify(database)] == ["balance by kind"]


def test_an_award_made_not_to_count_shows(database: Database, entry_id: EntryId) -> None:
    with database.transaction() as session:
        session.execute(sa.text("DELETE FROM credited WHERE entry_id = :id"), {"id": entry_id})

    [discrepancy] = verify(database)

    assert (discrepancy.check, discrepancy.subject) == ("what counts", str(entry_id))


def test_an_entry_changed_past_the_triggers_breaks_its_chain(
    database: Database, owner: sa.Engine, entry_id: EntryId
) -> None:
    with owner.begin() as connection:
        connection.execute(sa.text("ALTER TABLE entries DISABLE TRIGGER append_only"))
        connection.execute(
            sa.text("UPDATE entries SET title = 'Другое' WHERE entry_id = :id"), {"id": entry_id}
        )

    [discrepancy] = verify(database)

    assert (discrepancy.check, discrepancy.subject) == ("chain", str(entry_id))


def test_an_entry_removed_past_the_triggers_breaks_its_chain(
    database: Database, owner: sa.Engine, entry_id: EntryId
) -> None:
    with owner.begin() as connection:
        connection.execute(sa.text("ALTER TABLE entries DISABLE TRIGGER USER"))
        connection.execute(sa.text("ALTER TABLE legs DISABLE TRIGGER USER"))
        for table in (tables.legs, tables.credited, tables.entries):
            connection.execute(table.delete().where(table.c.entry_id == entry_id))
        connection.execute(sa.text("UPDATE accounts SET balance = 72"))
        connection.execute(sa.text("UPDATE balances SET credits = 72"))

    assert [each.check for each in verify(database)] == ["balance by day", "chain"]


def test_a_chain_cut_at_its_end_no_longer_fits_its_account(
    database: Database, owner: sa.Engine, entry_id: EntryId
) -> None:
    with owner.begin() as connection:
        connection.execute(sa.text("UPDATE accounts SET entries = 2"))

    assert [each.check for each in verify(database)] == ["head"]
