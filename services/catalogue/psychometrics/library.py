"""The words of the library `adaptivetesting` for what is asked: only the program beside imports this.

Abilities are standard normal, on a scale that is cut where no item of a bank can be.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from adaptivetesting.math.estimators import NormalPrior, probability_y1
from scipy.optimize import brentq, minimize
from scipy.stats import norm

SCALE = (-6.0, 6.0)
# What the parameters of an item may be: as `services.catalogue.domain.item` holds them.
DISCRIMINATION, DIFFICULTY = (0.1, 4.0), (-4.0, 4.0)
# What is kept of every number, so that another processor's last bits change nothing.
PLACES = 4
# The points at which the library weighs abilities, and how usual each is before any answer.
GRID = np.linspace(*SCALE, 1000)
PRIOR = NormalPrior(0, 1).pdf(GRID)


def answer(question: Mapping[str, Any]) -> dict[str, Any]:
    """What is asked, by its name."""
    return {"weigh": weigh, "calibrate": calibrate}[question["ask"]](question)


def weigh(question: Mapping[str, Any]) -> dict[str, Any]:
    """See `services.catalogue.psychometrics.weigh`."""
    pool = np.array(question["pool"], dtype=np.float64)
    ability, error = _estimated(pool[question["asked"]], question["right"])
    asked = set(question["asked"])
    unasked = [place for place in range(len(pool)) if place not in asked]
    barred = set(question["barred"])
    left = [place for place in unasked if place not in barred] or unasked
    mark = _mark(pool.tobytes(), question["pass_share"])
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
    """The mean of the posterior distribution and its deviation; before any answer those of the prior.

    What the library's `ExpectedAPosteriori` computes point by point, computed for all points of its grid
    at once, to the same digits and in a fiftieth of the time.
    """
    if not len(right):
        return 0.0, 1.0
    a, b, c = (column[np.newaxis, :] for column in asked.T)
    chances = probability_y1(GRID[:, np.newaxis], a, b, c, np.ones_like(c)).reshape(len(GRID), len(asked))
    likely = np.prod(np.where(np.array(right, dtype=bool), chances, 1 - chances), axis=1) * PRIOR
    whole = np.trapezoid(likely, GRID)
    # Rounded before anything follows from it: a replay must go the same way.
    ability = round((np.trapezoid(GRID * likely, GRID) / whole).item(), PLACES)
    spread = np.trapezoid((GRID - ability) ** 2 * likely, GRID) / whole
    return ability, round(np.sqrt(spread).item(), PLACES)


def _informative(pool: np.ndarray, left: Sequence[int], ability: float) -> list[int]:
    """The items that are left, by how much they tell about people of this ability."""
    told = np.round(_information(pool, ability), 9).tolist()
    return sorted(left, key=lambda place: (-told[place], place))


def _information(pool: np.ndarray, ability: float) -> np.ndarray:
    """Of each item, in closed form (Birnbaum 1968).

    The library's finite differences leave noise in the eighth place, which a replay might meet elsewhere.
    """
    a, b, c = pool.T
    chances = probability_y1(mu=np.array(ability), a=a, b=b, c=c, d=np.ones(len(pool)))
    told: np.ndarray = a**2 * (1 - chances) / chances * ((chances - c) / (1 - c)) ** 2
    return told


def _share(ability: float, pool: np.ndarray) -> float:
    """Percent of the whole pool that people of this ability answer rightly."""
    a, b, c = pool.T
    chances = probability_y1(mu=np.array(ability), a=a, b=b, c=c, d=np.ones(len(pool)))
    share: float = 100 * np.mean(chances).item()
    return share


@functools.lru_cache(maxsize=64)
def _mark(parameters: bytes, pass_share: int) -> float:
    """The ability that leads to the share; the end of the scale where none does.

    Kept, because each answer at the same test asks for it again.
    """
    pool = np.frombuffer(parameters, dtype=np.float64).reshape(-1, 3)
    lowest, highest = SCALE
    if _share(lowest, pool) >= pass_share:
        return lowest
    if _share(highest, pool) < pass_share:
        return highest
    found: float = brentq(lambda ability: _share(ability, pool) - pass_share, lowest, highest, xtol=1e-9)
    return round(found, PLACES)


def _text(number: float) -> str:
    return f"{number:.{PLACES}f}"
