"""The ledger is what is true: whatever stands beside it can be made anew from it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from contracts.catalogue.activities import ActivityKind
from kernel.database import Database
from kernel.values import PersonId, new_id
from services.credits.usecases import rebuilding
from services.credits.usecases.awards import award, reverse
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.proof import verify
from services.credits.usecases.rebuilding import rebuild
from tests.builders.credits import VAULT, a_specialist, an_award, an_opening, an_operator, credits
from tests.integration.credits.ledgers import a_reversal
from tests.integration.credits.test_races import at_once

OPERATOR = an_operator()


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "BATCH", 2)


@pytest.fixture
def people(database: Database) -> list[PersonId]:
    """Five with a cycle; the first four have an award that counts, and one that was reversed."""
    people = [PersonId(new_id()) for _ in range(5)]
    for person in people:
        open_cycle(database, VAULT, a_specialist(person), an_opening())
    for person in people[:4]:
        award(database, OPERATOR, an_award(person_id=person))
        module = an_award(person_id=person, kind=ActivityKind.MODULE, credits=credits("2.5"))
        reverse(database, OPERATOR, a_reversal(award(database, OPERATOR, module).entry_id))
    return people


SUMS = ("accounts", "balances", "day_sums", "credited")


def sums(database: Database) -> list[list[str]]:
    with database.reading() as session:
        return [
            sorted(str(tuple(row)) for row in session.execute(sa.text(f"SELECT * FROM {table}")))  # noqa: S608
            for table in SUMS
        ]


def test_what_is_right_stays_as_it_is(database: Database, people: list[PersonId]) -> None:
    before = [[row for row in rows if "Decimal('0.0')" not in row] for rows in sums(database)]

    assert rebuild(database) == 5

    assert [[row for row in rows if "Decimal('0.0')" not in row] for rows in sums(database)] == before
    assert verify(database) == ()


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE accounts SET balance = balance + 1, entries = 7, head = repeat('x', 32)::bytea",
        "UPDATE balances SET credits = credits + 1",
        "DELETE FROM day_sums",
        "DELETE FROM credited",
    ],
)
def test_whatever_was_harmed_is_made_anew(database: Database, people: list[PersonId], harm: str) -> None:
    before = sums(database)
    with database.transaction() as session:
        session.execute(sa.text(harm))
    assert verify(database) != ()

    rebuild(database)

    assert verify(database) == ()
    assert [len(rows) for rows in sums(database)] == [len(rows) for rows in before]


def test_posting_goes_on_meanwhile(database: Database, people: list[PersonId]) -> None:
    at_once(
        lambda: rebuild(database),
        *[
            lambda person=person: award(database, OPERATOR, an_award(person_id=person))
            for person in people * 3
        ],
    )

    assert verify(database) == ()
