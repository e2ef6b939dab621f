"""Loans that people took for training: what is left of them, and what falls due next."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from contracts.credits.loans import ListLoans, LoanScheme, LoanUnsound, NoteLoan, TrainingLoan
from kernel.database import Database
from kernel.messages import Caller
from kernel.money import Money
from kernel.values import PersonId, new_id
from services.credits.usecases.loans import my_loans, note_loan
from tests.builders.credits import a_specialist

ME = a_specialist()


def noted(
    database: Database, by: Caller = ME, *, roubles: int = 120_000, first_due: date = date(2027, 1, 31)
) -> TrainingLoan:
    command = NoteLoan(
        principal=Money.of(roubles),
        annual_rate=Decimal(12),
        months=12,
        scheme=LoanScheme.DIFFERENTIATED,
        first_due=first_due,
        purpose="Ординатура",
    )
    return note_loan(database, by, command)


def test_of_a_loan_before_its_first_instalment_all_is_left(database: Database) -> None:
    loan = noted(database)

    assert (loan.left, loan.next_due) == (Money.of(120_000), date(2027, 1, 31))
    assert loan.next_payment == Money.of(11_200)


def test_what_has_fallen_due_is_taken_for_paid(database: Database) -> None:
    """Of twelve instalments two fell due before 2026-11-23."""
    loan = noted(database, first_due=date(2026, 9, 30))

    assert (loan.left, loan.next_due) == (Money.of(100_000), date(2026, 11, 30))


def test_of_a_loan_behind_its_last_instalment_nothing_is_left(database: Database) -> None:
    loan = noted(database, first_due=date(2024, 1, 31))

    assert (loan.left, loan.next_due, loan.next_payment) == (Money(0), None, None)


def test_nothing_borrowed_is_no_loan(database: Database) -> None:
    with pytest.raises(LoanUnsound):
        noted(database, roubles=0)


def test_ones_own_loans_are_listed_page_by_page(database: Database) -> None:
    first, second = noted(database), noted(database)

    page = my_loans(database, ME, ListLoans(limit=1))
    rest = my_loans(database, ME, ListLoans(limit=1, cursor=page.next_cursor))

    assert [*page.items, *rest.items] == [second, first]
    assert my_loans(database, a_specialist(PersonId(new_id())), ListLoans()).items == ()
