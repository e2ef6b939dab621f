"""What the figures of a question give cause to look at."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from contracts.catalogue.item_statistics import ItemFlag
from services.catalogue.domain.policy import Policies


class Figures(Protocol):
    """Shares in percent."""

    answers: int
    right_share: Decimal
    discrimination: Decimal | None
    exposure: Decimal


@dataclass(frozen=True, kw_only=True)
class LawOfFigures:
    """answers: the fewest that anything rests on. calibration: the fewest to calibrate by."""

    answers: int
    calibration: int
    easy: int
    hard: int
    weak: Decimal
    exposure: int

    @classmethod
    def of(cls, rules: Policies) -> LawOfFigures:
        """Raises: Unavailable."""
        return cls(
            answers=rules.whole("module.statistics.answers_least"),
            calibration=rules.whole("module.calibration.answers_least"),
            easy=rules.whole("module.statistics.easy_share"),
            hard=rules.whole("module.statistics.hard_share"),
            weak=Decimal(rules.text("module.statistics.weak_discrimination")),
            exposure=rules.whole("module.statistics.exposure_share"),
        )


def flags(figures: Figures, law: LawOfFigures) -> tuple[ItemFlag, ...]:
    """None with too few answers."""
    if figures.answers < law.answers:
        return ()
    told = {
        ItemFlag.TOO_EASY: figures.right_share > law.easy,
        ItemFlag.TOO_HARD: figures.right_share < law.hard,
        ItemFlag.WEAK: figures.discrimination is not None and figures.discrimination < law.weak,
        ItemFlag.OVEREXPOSED: figures.exposure > law.exposure,
    }
    return tuple(flag for flag, holds in told.items() if holds)
