"""Opening cycles, and putting off their end by decree."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from contracts.credits.cycles import BasisKind, CycleOverlaps, CycleState, CycleUnsound, ReadCredits
from contracts.credits.ledger import ReadBalance
from kernel.database import Database
from kernel.values import PersonId, new_id
from services.credits import reference
from services.credits.tables import cycle_extensions
from services.credits.tables import extensions as decrees
from services.credits.usecases.claims import post_completed
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.statements import my_balance, my_credits
from tests.builders.credits import DATA, VAULT, a_completion, a_specialist, an_opening
from tests.integration.credits.outbox import announced


def forget_decrees(owner: sa.Engine) -> None:
    with owner.begin() as connection:
        connection.execute(decrees.delete())


def load(owner: sa.Engine, folder: Path = DATA) -> None:
    with owner.begin() as connection:
        reference.load(connection, folder)


def test_a_cycle_lasts_five_years_from_its_basis_document(database: Database) -> None:
    """Periodic accreditation at least once in five years (S10)."""
    cycle = open_cycle(database, VAULT, a_specialist(), an_opening(date(2024, 3, 1)))

    assert (cycle.starts_on, cycle.ends_before) == (date(2024, 3, 1), date(2029, 3, 1))
    assert cycle.state is CycleState.OPEN


def test_an_opened_cycle_is_announced(database: Database) -> None:
    cycle = open_cycle(database, VAULT, a_specialist(), an_opening())

    [told] = announced(database, "credits.cycle.opened")
    assert (told["cycle_id"], told["ends_before"]) == (str(cycle.cycle_id), "2029-03-01")


def test_the_basis_document_is_shown_to_its_owner(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening(basis_series="АБ", basis_number="7718293"))

    [standing] = my_credits(database, VAULT, a_specialist(), ReadCredits()).items
    assert (standing.cycle.basis_series, standing.cycle.basis_number) == ("АБ", "7718293")


def test_the_number_of_the_basis_document_is_nowhere_in_plain_text(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening(basis_series="АБ", basis_number="7718293"))

    with database.reading() as session:
        rows = session.execute(sa.text("SELECT cycles::text FROM cycles UNION SELECT body::text FROM outbox"))
        assert "7718293" not in str(rows.all())


@pytest.mark.parametrize("starts_on", [date(2022, 1, 10), date(2024, 3, 1), date(2026, 11, 23)])
def test_a_second_cycle_of_the_speciality_at_that_time_is_refused(
    database: Database, starts_on: date
) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2024, 3, 1)))

    with pytest.raises(CycleOverlaps):
        open_cycle(database, VAULT, a_specialist(), an_opening(starts_on))


def test_the_database_itself_refuses_an_overlap(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2024, 3, 1)))
    intruder = """
        INSERT INTO cycles (cycle_id, person_id, speciality, basis, basis_sealed, starts_on, ends_before,
                            opened_at)
        SELECT gen_random_uuid(), person_id, speciality, basis, basis_sealed, '2028-01-01', '2033-01-01',
               opened_at FROM cycles
    """

    with pytest.raises(sa.exc.IntegrityError, match="cycles_overlap"), database.transaction() as session:
        session.execute(sa.text(intruder))


def test_two_persons_have_cycles_at_the_same_time(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())

    assert open_cycle(database, VAULT, a_specialist(PersonId(new_id())), an_opening())


def test_zeros_for_a_number_mean_that_there_is_none_yet(database: Database) -> None:
    """People type zeros when the extract has no number yet (S11)."""
    cycle = open_cycle(
        database, VAULT, a_specialist(), an_opening(basis_series="0000", basis_number="000000")
    )

    assert (cycle.basis_series, cycle.basis_number) == (None, None)


def test_an_expired_document_opens_nothing(database: Database) -> None:
    with pytest.raises(CycleUnsound) as refused:
        open_cycle(database, VAULT, a_specialist(), an_opening(date(2019, 6, 1)))

    assert refused.value.details == {"basis_issued_on": "basis.expired"}


def test_a_certificate_that_expired_in_2025_holds_to_the_end_of_2026(database: Database) -> None:
    """The extension of January 2026 (S7, S8)."""
    opening = an_opening(date(2020, 6, 15), basis=BasisKind.CERTIFICATE)

    cycle = open_cycle(database, VAULT, a_specialist(), opening)

    assert cycle.ends_before == date(2027, 1, 1)


def test_a_decree_loaded_later_puts_off_the_end_of_open_cycles(database: Database, owner: sa.Engine) -> None:
    forget_decrees(owner)
    expiring = an_opening(date(2022, 3, 1))
    cycle = open_cycle(database, VAULT, a_specialist(), expiring)
    with owner.begin() as connection:
        row = {"code": "2027-01", "bases": ["register_extract"], "condition": "", "legal_act": "a decree"}
        days = {
            "expires_from": date(2027, 1, 1),
            "expires_to": date(2027, 12, 31),
            "extended_to": date(2028, 6, 30),
        }
        connection.execute(decrees.insert().values(**row, **days, source="test", verified=False))

    load(owner)

    [told] = announced(database, "credits.cycle.extended")
    assert (told["cycle_id"], told["ends_before"]) == (str(cycle.cycle_id), "2028-07-01")


def test_loading_the_law_again_changes_nothing(database: Database, owner: sa.Engine) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2020, 6, 15)))

    load(owner)
    load(owner)

    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(cycle_extensions)) == 1
    assert announced(database, "credits.cycle.extended") == []


def test_a_decree_lets_in_the_claims_that_came_after_the_cycles_end(
    database: Database, owner: sa.Engine
) -> None:
    opening = an_opening(date(2020, 6, 15), basis=BasisKind.CERTIFICATE)
    open_cycle(database, VAULT, a_specialist(), opening)
    with owner.begin() as connection:
        connection.execute(cycle_extensions.delete())
        connection.execute(sa.text("UPDATE cycles SET ends_before = '2025-06-15'"))
    post_completed(database, a_completion(completed_on=date(2026, 2, 1)))

    load(owner)

    [balance] = my_balance(database, a_specialist(), ReadBalance()).items
    assert str(balance.balance) == "36.0"


def test_a_decree_leaves_a_cycle_alone_that_another_follows(database: Database, owner: sa.Engine) -> None:
    forget_decrees(owner)
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2024, 6, 15)))
    with owner.begin() as connection:
        connection.execute(sa.text("UPDATE cycles SET starts_on = '2020-06-15', ends_before = '2025-06-15'"))
    open_cycle(database, VAULT, a_specialist(), an_opening(date(2025, 6, 15)))

    load(owner)

    assert announced(database, "credits.cycle.extended") == []
