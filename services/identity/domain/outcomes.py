"""What becomes of one-time codes, and how often that is not what people meant."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from contracts.identity.accounts import CodeExpired, CodeReplaced, TooManyAttempts, WrongCode
from contracts.identity.codes import CodeOutcome
from kernel.messages import ServiceError

REFUSED: Mapping[type[ServiceError], CodeOutcome] = {
    WrongCode: CodeOutcome.WRONG,
    CodeExpired: CodeOutcome.EXPIRED,
    CodeReplaced: CodeOutcome.REPLACED,
    TooManyAttempts: CodeOutcome.TOO_MANY,
}
_EXACT = Decimal("0.0001")


def of(refusal: ServiceError | None) -> CodeOutcome:
    """Of a code that was typed. refusal: why it was not taken; absent when it was."""
    return CodeOutcome.TAKEN if refusal is None else REFUSED[type(refusal)]


def failure_rate(counts: Mapping[CodeOutcome, int]) -> Decimal | None:
    """Of the codes that were typed, the share not taken; None where none was typed."""
    failed = sum(counts.get(outcome, 0) for outcome in REFUSED.values())
    typed = failed + counts.get(CodeOutcome.TAKEN, 0)
    return (Decimal(failed) / typed).quantize(_EXACT) if typed else None
