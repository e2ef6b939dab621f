"""Loans for training: calculated for anybody who plans, kept for those who took one."""

from __future__ import annotations

from contracts.credits import loans as contract
from kernel import clock, cursors, journal
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import new_id
from services.credits.domain.loan import Loan, terms
from services.credits.store import loans
from services.credits.views import loans as views


def calculate_loan(query: contract.CalculateLoan) -> contract.LoanSchedule:
    """What is to be repaid when.

    Raises: LoanUnsound.
    """
    return views.schedule_of(query, terms(query))


def note_loan(database: Database, caller: Caller, command: contract.NoteLoan) -> contract.TrainingLoan:
    """Keep a loan of the caller's.

    Raises: LoanUnsound.
    """
    terms(command)
    loan = Loan(loan_id=new_id(), person_id=caller.person, noted_at=clock.now(), **vars(command))
    with database.transaction() as session:
        loans.add(session, loan)
        journal.record(session, "credits.loan.noted", str(loan.loan_id))
    return views.loan(loan, clock.today())


def my_loans(database: Database, caller: Caller, query: contract.ListLoans) -> contract.LoanPage:
    """The caller's own, the newest first."""
    before = cursors.identifier(query.cursor)
    with database.reading() as session:
        found = loans.of_person(session, caller.person, before=before, limit=query.limit)
    return views.page(found, query.limit, clock.today())
