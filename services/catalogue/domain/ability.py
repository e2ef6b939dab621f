"""What a test has shown of an ability."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Standing:
    """ability, mark: in logits. error: the standard error of the ability.

    mark: the ability at which the share of right answers to the whole bank is the pass mark.
    share: percent of right answers to the whole bank that this ability leads to expect.
    confidence: percent; how likely the ability is at the mark or above it.
    """

    ability: Decimal
    error: Decimal
    mark: Decimal
    share: int
    confidence: int


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """informative: places of items in the pool, the one that tells most first."""

    standing: Standing
    informative: tuple[int, ...]
