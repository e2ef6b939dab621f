"""Loans for training: what is to be repaid when, by principal, rate and schedule.

Owner: services/credits. Vocabulary: docs/glossary.md, "Money".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from contracts.credits.cycles import SPECIALISTS
from contracts.credits.plans import PARTIES
from kernel.messages import Invalid, Operation
from kernel.money import Money
from kernel.values import Limit, Line, Range


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


@dataclass(frozen=True, kw_only=True)
class NoteLoan(CalculateLoan):
    """Keep a loan that one has taken for training. purpose: for what."""

    purpose: Line


@dataclass(frozen=True, kw_only=True)
class TrainingLoan:
    """left: of the principal, once all is paid that has fallen due. next_due: absent when nothing is left."""

    loan_id: UUID
    principal: Money
    annual_rate: Decimal
    months: int
    scheme: LoanScheme
    first_due: date
    purpose: str
    noted_at: datetime
    left: Money
    next_due: date | None
    next_payment: Money | None


@dataclass(frozen=True, kw_only=True)
class ListLoans:
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class LoanPage:
    """The newest first."""

    items: tuple[TrainingLoan, ...]
    next_cursor: str | None


calculate_loan = Operation(
    "credits", "calculate_loan", CalculateLoan, LoanSchedule, (LoanUnsound,), roles=PARTIES, reads=True
)
note_loan = Operation("credits", "note_loan", NoteLoan, TrainingLoan, (LoanUnsound,), roles=SPECIALISTS)
my_loans = Operation("credits", "my_loans", ListLoans, LoanPage, roles=SPECIALISTS, reads=True)
