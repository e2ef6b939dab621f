"""The words of the library `adaptivetesting` for what is asked: only the program beside imports this.

Abilities are standard normal, on a scale that is cut where no item of a bank can be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from adaptivetesting.math.estimators import (
    ExpectedAPosteriori,
    NormalPrior,
    item_information_function,
    probability_y1,
)
from adaptivetesting.models import TestItem
from scipy.optimize import brentq
from scipy.stats import norm

SCALE = (-6.0, 6.0)
# What is kept of every number, so that another processor's last bits change nothing.
PLACES = 4


def weigh(question: Mapping[str, Any]) -> dict[str, Any]:
    """See `services.catalogue.psychometrics.weigh`."""
    pool = np.array(question["pool"], dtype=np.float64)
    ability, error = _estimated(pool[question["asked"]], question["right"])
    left = [place for place in range(len(pool)) if place not in set(question["asked"])]
    mark = _mark(pool, question["pass_share"])
    return {
        "ability": _text(ability),
        "error": _text(error),
        "mark": _text(mark),
        "share": int(np.floor(_share(ability, pool) + 10**-PLACES)),
        "confidence": int(np.floor(100 * norm.cdf((ability - mark) / error))),
        "informative": _informative(pool, left, ability)[: question["candidates"]],
    }


def _estimated(asked: np.ndarray, right: Sequence[int]) -> tuple[float, float]:
    """The mean of the posterior distribution and its deviation; before any answer those of the prior."""
    prior = NormalPrior(0, 1)
    if not len(right):
        return 0.0, 1.0
    estimator = ExpectedAPosteriori(list(right), [_item(*row) for row in asked.tolist()], prior, SCALE)
    # Rounded before anything follows from it: a replay must go the same way.
    ability = round(estimator.get_estimation(), PLACES)
    return ability, round(estimator.get_standard_error(ability), PLACES)


def _informative(pool: np.ndarray, left: Sequence[int], ability: float) -> list[int]:
    """The items that are left, by how much they tell about people of this ability."""
    told = {place: round(_information(pool[place], ability), 9) for place in left}
    return sorted(left, key=lambda place: (-told[place], place))


def _information(item: np.ndarray, ability: float) -> float:
    a, b, c = (item[at : at + 1] for at in range(3))
    value: float = item_information_function(mu=np.array(ability), a=a, b=b, c=c, d=np.ones(1)).item()
    return value


def _share(ability: float, pool: np.ndarray) -> float:
    """Percent of the whole pool that people of this ability answer rightly."""
    a, b, c = pool.T
    chances = probability_y1(mu=np.array(ability), a=a, b=b, c=c, d=np.ones(len(pool)))
    share: float = 100 * np.mean(chances).item()
    return share


def _mark(pool: np.ndarray, pass_share: int) -> float:
    """The ability that leads to the share; the end of the scale where none does."""
    lowest, highest = SCALE
    if _share(lowest, pool) >= pass_share:
        return lowest
    if _share(highest, pool) < pass_share:
        return highest
    found: float = brentq(lambda ability: _share(ability, pool) - pass_share, lowest, highest, xtol=1e-9)
    return round(found, PLACES)


def _item(a: float, b: float, c: float) -> TestItem:
    item = TestItem()
    item.a, item.b, item.c = a, b, c
    return item


def _text(number: float) -> str:
    return f"{number:.{PLACES}f}"
