"""Loans for training: what is to be repaid when, by principal, rate and schedule.

Owner: services/credits. Vocabulary: docs/glossary.md, "Money".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from contracts.credits.plans import PARTIES
from kernel.messages import Invalid, Operation
from kernel.money import Money
from kernel.values import Range


class LoanScheme(StrEnum):
    """annuity: equal instalments. differentiated: equal parts of the principal, and interest on the rest."""

    ANNUITY = "annuity"
    DIFFERENTIATED = "differentiated"


class LoanUnsound(Invalid, ru="Условия займа противоречат правилам."):
    """The terms of the loan contradict a rule."""


@dataclass(frozen=True, kw_only=True)
class CalculateLoan:
    """annual_rate: percent a year, "0" when there is no interest. first_due: of the first instalment."""

    principal: Money
    annual_rate: Decimal
    months: Annotated[int, Range(1, 360)]
    scheme: LoanScheme = LoanScheme.ANNUITY
    first_due: date


@dataclass(frozen=True, kw_only=True)
class Instalment:
    """left: of the principal, after it was paid."""

    number: int
    due: date
    principal: Money
    interest: Money
    payment: Money
    left: Money


@dataclass(frozen=True, kw_only=True)
class LoanSchedule:
    """overpaid: all interest together."""

    principal: Money
    annual_rate: Decimal
    scheme: LoanScheme
    instalments: tuple[Instalment, ...]
    total: Money
    overpaid: Money


calculate_loan = Operation(
    "credits", "calculate_loan", CalculateLoan, LoanSchedule, (LoanUnsound,), roles=PARTIES, reads=True
)
