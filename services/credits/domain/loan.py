"""The schedule of a loan: instalments in whole kopecks, whose parts of the principal sum to it exactly."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from contracts.credits.loans import CalculateLoan, Instalment, LoanScheme, LoanUnsound
from kernel.money import Money
from kernel.values import PersonId

NOTHING_OWED = Money(0)
MOST_PERCENT = 999
STEP = Decimal("0.001")


@dataclass(frozen=True, kw_only=True)
class Terms:
    """annual_rate: percent a year; a month bears a twelfth of it."""

    principal: Money
    annual_rate: Fraction
    months: int
    scheme: LoanScheme
    first_due: date

    @property
    def monthly(self) -> Fraction:
        return self.annual_rate / 1200


@dataclass(frozen=True, kw_only=True)
class Loan:
    """What somebody has borrowed for training."""

    loan_id: UUID
    person_id: PersonId
    principal: Money
    annual_rate: Decimal
    months: int
    scheme: LoanScheme
    first_due: date
    purpose: str
    noted_at: datetime

    def ahead(self, on: date) -> tuple[Instalment, ...]:
        """The instalments that fall due on a day or later."""
        return tuple(each for each in schedule(self._terms) if each.due >= on)

    @property
    def _terms(self) -> Terms:
        return Terms(
            principal=self.principal,
            annual_rate=Fraction(self.annual_rate),
            months=self.months,
            scheme=self.scheme,
            first_due=self.first_due,
        )


def terms(query: CalculateLoan) -> Terms:
    """Raises: LoanUnsound."""
    if query.principal == NOTHING_OWED:
        raise LoanUnsound(principal="money.range")
    if not 0 <= query.annual_rate <= MOST_PERCENT:
        raise LoanUnsound(annual_rate="number.range")
    if query.annual_rate % STEP:
        raise LoanUnsound(annual_rate="loan.rate_step")
    return Terms(
        principal=query.principal,
        annual_rate=Fraction(query.annual_rate),
        months=query.months,
        scheme=query.scheme,
        first_due=query.first_due,
    )


def schedule(terms: Terms) -> tuple[Instalment, ...]:
    """What is due each month. The last instalment takes what rounding has left of the principal."""
    return tuple(_instalments(terms))


def annuity(terms: Terms) -> Money:
    """The instalment that is the same each month: P·i / (1 − (1 + i)^−n), or P / n without interest."""
    rate, principal = terms.monthly, Fraction(terms.principal.minor)
    if rate == 0:
        return Money.rounded(principal / terms.months)
    return Money.rounded(principal * rate / (1 - (1 + rate) ** -terms.months))


def _instalments(terms: Terms) -> Iterator[Instalment]:
    left, equal = terms.principal, annuity(terms)
    share = Money.rounded(Fraction(terms.principal.minor, terms.months))
    for number in range(1, terms.months + 1):
        interest = Money.rounded(left.minor * terms.monthly)
        due_part = equal.less(interest) if terms.scheme is LoanScheme.ANNUITY else share
        principal = left if number == terms.months else min(due_part, left)
        left = left.less(principal)
        yield Instalment(
            number=number,
            due=_due(terms.first_due, number - 1),
            principal=principal,
            interest=interest,
            payment=principal + interest,
            left=left,
        )


def _due(first: date, months: int) -> date:
    """The same day of a later month, or its last one where it is shorter."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))
