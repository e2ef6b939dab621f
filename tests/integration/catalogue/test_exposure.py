"""Exposure of questions, by a simulation with fixed seeds: bounded, and nearly as exact."""

from __future__ import annotations

import math
import random
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kernel.database import Database
from services.catalogue import psychometrics
from services.catalogue.domain.ability import Weighed
from services.catalogue.domain.attempt import next_place
from services.catalogue.domain.exposure import ExposureLaw, barred
from services.catalogue.psychometrics import Answers
from tests.builders.catalogue import a_specialist
from tests.builders.modules import a_bank, a_module, the_terms
from tests.integration.catalogue.examined import later, take
from tests.integration.catalogue.journeys import enrolled

PEOPLE, LENGTH, CANDIDATES = 100, 12, 3
LAW = ExposureLaw(most=40, window=200)


@dataclass(frozen=True)
class Simulated:
    """most: the largest share of people who were asked one question. error: of the abilities, on average."""

    most: float
    error: float


@cache
def a_pool() -> list[tuple[Decimal, Decimal, Decimal]]:
    """Some questions tell much more than others, as in every bank."""
    lot = random.Random(7)
    hundredths = [(lot.randint(50, 220), lot.randint(-250, 250)) for _ in range(60)]
    return [(Decimal(a) / 100, Decimal(b) / 100, Decimal("0.2")) for a, b in hundredths]


def simulated(law: ExposureLaw | None) -> Simulated:
    """Everybody takes the test once, one after the other."""
    lot, counts, squares = random.Random(11), Counter[int](), 0.0
    for number in range(PEOPLE):
        ability = lot.gauss(0, 1)
        free = len(a_pool()) - LENGTH - CANDIDATES
        over = barred(counts, number, free, law) if law else ()
        asked, told = gone_through(number, ability, over, lot)
        counts.update(asked)
        squares += (told - ability) ** 2
    return Simulated(most=max(counts.values()) / PEOPLE, error=math.sqrt(squares / PEOPLE))


def gone_through(
    number: int, ability: float, over: tuple[int, ...], lot: random.Random
) -> tuple[list[int], float]:
    """What somebody was asked, and the ability that it told."""
    asked: list[int] = []
    right: list[bool] = []
    while len(asked) < LENGTH:
        weighed = weigh(Answers(pool=a_pool(), asked=asked, right=right, barred=over))
        place = next_place(f"person {number}", len(asked) + 1, weighed)
        a, b, c = (float(one) for one in a_pool()[place])
        asked.append(place)
        right.append(lot.random() < c + (1 - c) / (1 + math.exp(-a * (ability - b))))
    return asked, float(weigh(Answers(pool=a_pool(), asked=asked, right=right)).standing.ability)


def weigh(answers: Answers) -> Weighed:
    return psychometrics.weigh(answers, candidates=CANDIDATES, pass_share=70)


def test_no_question_is_asked_of_more_than_the_law_admits_and_abilities_stay_nearly_as_exact() -> None:
    free, bounded = simulated(None), simulated(LAW)

    assert free.most > 0.8
    assert bounded.most <= 0.4 + 1 / PEOPLE
    assert bounded.error <= free.error + 0.1


def test_the_most_exposed_are_barred_first_and_never_so_many_that_nothing_is_left() -> None:
    asked = {0: 5, 1: 10, 2: 4, 3: 3}

    assert barred(asked, 10, 9, LAW) == (0, 1, 2)
    assert barred(asked, 10, 2, LAW) == (0, 1)
    assert barred(asked, 10, -1, LAW) == ()
    assert barred({}, 0, 9, LAW) == ()


def test_what_one_has_been_asked_the_next_one_is_not(database: Database) -> None:
    a_bank(database, 30)
    module = a_module(database, the_terms())
    people = [a_specialist() for _ in range(2)]
    for person in people:
        enrolled(database, module, person=person)

    with later():
        first, second = (take(database, module, person) for person in people)

    assert {step.item_id for step in first.steps}.isdisjoint(step.item_id for step in second.steps)
