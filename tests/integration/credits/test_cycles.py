"""Opening cycles, and completing their documents."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from contracts.credits.cycles import (
    BasisKind,
    Cycle,
    CycleOverlaps,
    CycleState,
    CycleUnsound,
    ReadCredits,
    UnknownCycle,
)
from contracts.credits.lifecycle import BasisKnown, ReconcileBasis
from kernel import clock
from kernel.database import Database
from kernel.values import PersonId, new_id
from services.credits.usecases.cycles import open_cycle, reconcile_basis
from services.credits.usecases.statements import my_credits
from tests.builders.credits import NOW, VAULT, a_specialist, an_opening
from tests.integration.credits.outbox import announced


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


def reconcile(database: Database, cycle: Cycle, number: str = "7718293", **told: Any) -> Cycle:
    command = ReconcileBasis(cycle_id=cycle.cycle_id, basis_series="АБ", basis_number=number)
    return reconcile_basis(database, VAULT, told.get("caller") or a_specialist(), command)


def number_shown(database: Database, known_at: datetime | None = None) -> str | None:
    [standing] = my_credits(database, VAULT, a_specialist(), ReadCredits(known_at=known_at)).items
    return standing.cycle.basis_number


def test_a_number_that_was_unknown_is_given_later(database: Database) -> None:
    """An extract has no number yet when the cycle begins (S11)."""
    cycle = open_cycle(database, VAULT, a_specialist(), an_opening(basis_number="000000"))

    reconciled = reconcile(database, cycle)

    assert (reconciled.basis_series, reconciled.basis_number) == ("АБ", "7718293")
    assert number_shown(database) == "7718293"


def test_before_it_was_given_the_number_was_unknown(database: Database) -> None:
    with clock.freeze(NOW - timedelta(days=1)):
        cycle = open_cycle(database, VAULT, a_specialist(), an_opening())

    reconcile(database, cycle)

    assert number_shown(database, NOW - timedelta(seconds=1)) is None
    assert number_shown(database, NOW) == "7718293"


def test_a_number_that_is_known_is_not_changed(database: Database) -> None:
    cycle = open_cycle(database, VAULT, a_specialist(), an_opening(basis_number="1"))

    with pytest.raises(BasisKnown):
        reconcile(database, cycle)


def test_a_number_is_given_once(database: Database) -> None:
    cycle = open_cycle(database, VAULT, a_specialist(), an_opening())
    reconcile(database, cycle)

    with pytest.raises(BasisKnown):
        reconcile(database, cycle, "42")


def test_zeros_reconcile_nothing(database: Database) -> None:
    cycle = open_cycle(database, VAULT, a_specialist(), an_opening())

    with pytest.raises(CycleUnsound):
        reconcile(database, cycle, "00000")


def test_nobody_completes_the_cycle_of_another(database: Database) -> None:
    cycle = open_cycle(database, VAULT, a_specialist(), an_opening())

    with pytest.raises(UnknownCycle):
        reconcile(database, cycle, caller=a_specialist(PersonId(new_id())))
