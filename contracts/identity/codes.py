"""How one-time codes fare: how many reach people, and how many are taken when they are typed.

Owner: services/identity. Vocabulary: docs/glossary.md, "Identity".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kernel.messages import Operation
from kernel.values import Role


class CodeOutcome(StrEnum):
    """What became of a code that was sent, or of one that was typed."""

    SENT = "sent"
    SENT_BY_EMAIL = "sent_by_email"
    NOT_DELIVERED = "not_delivered"
    TAKEN = "taken"
    WRONG = "wrong"
    EXPIRED = "expired"
    REPLACED = "replaced"
    TOO_MANY = "too_many"


@dataclass(frozen=True, kw_only=True)
class CountCodes:
    """since, before: days of Moscow, half-open; the last 30 days when absent."""

    since: date | None = None
    before: date | None = None


@dataclass(frozen=True, kw_only=True)
class CodeCount:
    outcome: CodeOutcome
    count: int


@dataclass(frozen=True, kw_only=True)
class CodeCounts:
    """failure_rate: of the codes that were typed, the share not taken, from 0 to 1; absent where none was."""

    since: date
    before: date
    counts: tuple[CodeCount, ...]
    failure_rate: Decimal | None


count_codes = Operation(
    "identity",
    "count_codes",
    CountCodes,
    CodeCounts,
    roles=frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
    reads=True,
)
