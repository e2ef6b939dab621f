"""Schedules of loans: equal instalments or equal parts of the principal, exact to the kopeck."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.credits.loans import CalculateLoan, Instalment, LoanScheme, LoanUnsound
from kernel.money import Money
from services.credits.domain.loan import schedule, terms

JANUARY_31 = date(2027, 1, 31)


def instalments(
    roubles: int = 120_000,
    *,
    rate: str = "12",
    months: int = 12,
    scheme: LoanScheme = LoanScheme.ANNUITY,
) -> tuple[Instalment, ...]:
    query = CalculateLoan(
        principal=Money.of(roubles),
        annual_rate=Decimal(rate),
        months=months,
        scheme=scheme,
        first_due=JANUARY_31,
    )
    return schedule(terms(query))


def test_an_annuity_is_the_same_each_month() -> None:
    """120,000 at 1 % a month for a year: 120000 * 0.01 / (1 - 1.01^-12) = 10,661.85."""
    paid = instalments()

    assert {each.payment for each in paid[:-1]} == {Money.parse("10661.85")}
    assert (paid[0].interest, paid[0].principal) == (Money.parse("1200"), Money.parse("9461.85"))


def test_a_differentiated_loan_repays_the_same_part_each_month() -> None:
    paid = instalments(scheme=LoanScheme.DIFFERENTIATED)

    assert {each.principal for each in paid} == {Money.parse("10000")}
    assert [str(each.interest) for each in paid[:3]] == ["1200.00 RUB", "1100.00 RUB", "1000.00 RUB"]


@pytest.mark.parametrize("scheme", LoanScheme)
def test_without_interest_only_the_principal_is_repaid(scheme: LoanScheme) -> None:
    paid = instalments(1000, rate="0", months=3, scheme=scheme)

    assert [str(each.payment) for each in paid] == ["333.33 RUB", "333.33 RUB", "333.34 RUB"]


def test_what_is_due_on_the_last_day_stays_on_the_last_day() -> None:
    assert [each.due for each in instalments(months=3)] == [JANUARY_31, date(2027, 2, 28), date(2027, 3, 31)]


@pytest.mark.parametrize(
    ("roubles", "rate", "field"),
    [(0, "12", "principal"), (1, "-1", "annual_rate"), (1, "12.3456", "annual_rate")],
)
def test_what_is_no_loan_is_refused(roubles: int, rate: str, field: str) -> None:
    with pytest.raises(LoanUnsound) as refused:
        instalments(roubles, rate=rate)

    assert list(refused.value.details) == [field]


@given(
    kopecks=st.integers(1, 10**10),
    rate=st.decimals("0", "100", places=2),
    months=st.integers(1, 60),
    scheme=st.sampled_from(LoanScheme),
)
def test_the_parts_sum_to_the_principal(kopecks: int, rate: Decimal, months: int, scheme: LoanScheme) -> None:
    query = CalculateLoan(
        principal=Money(kopecks), annual_rate=rate, months=months, scheme=scheme, first_due=JANUARY_31
    )

    paid = schedule(terms(query))

    assert Money.total(each.principal for each in paid) == Money(kopecks)
    assert (len(paid), paid[-1].left) == (months, Money(0))
    assert all(each.payment == each.principal + each.interest for each in paid)
