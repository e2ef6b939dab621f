"""The share of one-time codes that were typed in vain."""

from decimal import Decimal

import pytest

from contracts.identity.accounts import CodeExpired, WrongCode
from contracts.identity.codes import CodeOutcome
from services.identity.domain import outcomes


@pytest.mark.parametrize(
    ("counts", "rate"),
    [
        ({}, None),
        ({CodeOutcome.SENT: 9, CodeOutcome.NOT_DELIVERED: 1}, None),
        ({CodeOutcome.TAKEN: 4}, Decimal("0.0000")),
        ({CodeOutcome.TAKEN: 2, CodeOutcome.WRONG: 1, CodeOutcome.SENT: 3}, Decimal("0.3333")),
        ({CodeOutcome.EXPIRED: 1, CodeOutcome.REPLACED: 1, CodeOutcome.TOO_MANY: 1}, Decimal("1.0000")),
    ],
)
def test_only_what_was_typed_can_fail(counts: dict[CodeOutcome, int], rate: Decimal | None) -> None:
    assert outcomes.failure_rate(counts) == rate


def test_a_code_is_taken_or_its_refusal_is_named() -> None:
    told = [outcomes.of(refusal) for refusal in (None, WrongCode(), CodeExpired())]

    assert told == [CodeOutcome.TAKEN, CodeOutcome.WRONG, CodeOutcome.EXPIRED]
