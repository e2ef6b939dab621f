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
from scipy.optimize import brentq, minimize
from scipy.stats import norm

SCALE = (-6.0, 6.0)
# What the parameters of an item may be: as `services.catalogue.domain.item` holds them.
DISCRIMINATION, DIFFICULTY = (0.1, 4.0), (-4.0, 4.0)
# What is kept of every number, so that another processor's last bits change nothing.
PLACES = 4


def answer(question: Mapping[str, Any]) -> dict[str, Any]:
    """What is asked, by its name."""
    return {"weigh": weigh, "calibrate": calibrate}[question["ask"]](question)


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


def calibrate(question: Mapping[str, Any]) -> dict[str, Any]:
    """See `services.catalogue.psychometrics.calibrate`. Abilities are taken as known: Stocking's method A."""
    right = np.array([row[0] for row in question["answers"]], dtype=np.float64)
    abilities = np.array([_ability(*row[1:]) for row in question["answers"]], dtype=np.float64)
    guessed = np.array(question["guessed"], dtype=np.float64).item()

    def unlikelihood(found: np.ndarray) -> float:
        a, b = np.exp(found[0]), found[1]
        everyone = np.ones(len(right))
        chances = probability_y1(abilities, a * everyone, b * everyone, guessed * everyone, everyone)
        chances = np.clip(chances, 1e-9, 1 - 1e-9)
        likely = np.sum(right * np.log(chances) + (1 - right) * np.log(1 - chances))
        # What is usual for items keeps few answers from leading off the scale.
        usual = norm.logpdf(found[0], 0, 0.5) + norm.logpdf(b, 0, 1.5)
        value: float = -(likely + usual)
        return value

    found = minimize(unlikelihood, np.zeros(2), method="Nelder-Mead").x
    a, b = np.clip(np.exp(found[0]), *DISCRIMINATION).item(), np.clip(found[1], *DIFFICULTY).item()
    return {"a": f"{a:.2f}", "b": f"{b:.2f}"}


def _ability(known: str | None, right: int, rest: int) -> float | str:
    """The one that an adaptive test has shown, or the odds of the rest of the attempt."""
    odds: float = np.log((right + 0.5) / (rest - right + 0.5)).item()
    return odds if known is None else known


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
