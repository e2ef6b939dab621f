"""What item response theory says of answers, by a library in a process of its own."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest

from services.catalogue import psychometrics
from services.catalogue.domain.ability import Weighed
from services.catalogue.psychometrics import Answers
from services.catalogue.psychometrics.errand import Errand

POOL = [(Decimal("1.4"), Decimal(n) / 10 - 2, Decimal("0.2")) for n in range(0, 40, 4)]


def weigh(asked: list[int], right: list[bool]) -> Weighed:
    answers = Answers(pool=POOL, asked=asked, right=right)
    return psychometrics.weigh(answers, candidates=3, pass_share=70)


def expected(asked: list[int], right: list[bool]) -> tuple[float, float]:
    """The same by the textbook: sums over the grid of the library."""
    grid = [12 * step / 999 - 6 for step in range(1000)]
    weights = []
    for theta in grid:
        weight = math.exp(-theta * theta / 2)
        for place, is_right in zip(asked, right, strict=True):
            a, b, c = map(float, POOL[place])
            chance = c + (1 - c) / (1 + math.exp(-a * (theta - b)))
            weight *= chance if is_right else 1 - chance
        weights.append(weight)
    mean = sum(x * w for x, w in zip(grid, weights, strict=True)) / sum(weights)
    spread = sum((x - mean) ** 2 * w for x, w in zip(grid, weights, strict=True)) / sum(weights)
    return mean, math.sqrt(spread)


def information(place: int, ability: Decimal) -> float:
    """By Fisher, of an item with guessing."""
    a, b, c = map(float, POOL[place])
    chance = c + (1 - c) / (1 + math.exp(-a * (float(ability) - b)))
    return a**2 * ((chance - c) / (1 - c)) ** 2 * (1 - chance) / chance


@pytest.mark.parametrize(
    "right", [[True, False, True], [True] * 3, [False] * 3], ids=["mixed", "all", "none"]
)
def test_the_ability_is_what_the_textbook_says(right: list[bool]) -> None:
    standing = weigh([2, 5, 9], right).standing

    ability, error = expected([2, 5, 9], right)
    assert float(standing.ability) == pytest.approx(ability, abs=6e-5)
    assert float(standing.error) == pytest.approx(error, abs=6e-5)


def test_before_any_answer_the_ability_is_average_and_uncertain() -> None:
    standing = weigh([], []).standing

    assert (standing.ability, standing.error) == (0, 1)


def test_the_most_informative_items_are_those_of_the_textbook_and_none_is_asked_twice() -> None:
    weighed = weigh([5, 6], [True, False])

    left = sorted({*range(10)} - {5, 6}, key=lambda place: -information(place, weighed.standing.ability))
    assert weighed.informative == tuple(left[:3])


def test_the_share_at_the_mark_is_the_pass_mark() -> None:
    high, low = weigh([7, 8, 9], [True] * 3).standing, weigh([0, 1, 2], [False] * 3).standing

    assert high.mark == low.mark
    assert high.share > 70 > low.share
    assert high.confidence > 50 > low.confidence


def test_a_process_that_died_is_started_again() -> None:
    before = weigh([1], [True])

    process = Errand.shared()._process
    assert process is not None
    process.kill()
    process.wait()

    assert weigh([1], [True]) == before
