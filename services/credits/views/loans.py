"""Loans, and their schedules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from contracts.credits import loans as contract
from kernel import cursors
from kernel.money import Money
from services.credits.domain.loan import Loan, Terms, schedule


def schedule_of(query: contract.CalculateLoan, terms: Terms) -> contract.LoanSchedule:
    instalments = schedule(terms)
    return contract.LoanSchedule(
        principal=query.principal,
        annual_rate=query.annual_rate,
        scheme=query.scheme,
        instalments=instalments,
        total=Money.total(each.payment for each in instalments),
        overpaid=Money.total(each.interest for each in instalments),
    )


def loan(of: Loan, on: date) -> contract.TrainingLoan:
    ahead = of.ahead(on)
    return contract.TrainingLoan(
        loan_id=of.loan_id,
        principal=of.principal,
        annual_rate=of.annual_rate,
        months=of.months,
        scheme=of.scheme,
        first_due=of.first_due,
        purpose=of.purpose,
        noted_at=of.noted_at,
        left=Money.total(each.principal for each in ahead),
        next_due=ahead[0].due if ahead else None,
        next_payment=ahead[0].payment if ahead else None,
    )


def page(found: Sequence[Loan], limit: int, on: date) -> contract.LoanPage:
    """found: one more than the limit where there is a next page."""
    shown = found[:limit]
    return contract.LoanPage(
        items=tuple(loan(each, on) for each in shown),
        next_cursor=cursors.encode(str(shown[-1].loan_id)) if len(found) > limit else None,
    )
