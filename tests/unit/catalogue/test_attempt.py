"""An attempt follows from its seed, its pool, its terms and its answers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contracts.catalogue.attempts import AttemptClosed, AttemptState
from services.catalogue.domain import attempt as rules
from tests.builders.attempts import SHORT, a_pool, an_attempt
from tests.builders.catalogue import NOW
from tests.builders.modules import the_terms


@pytest.mark.parametrize(
    ("answered", "left", "error", "enough"),
    [
        (9, 5, "0.1", False),
        (10, 5, "0.5", False),
        (10, 5, "0.4", True),
        (20, 5, None, True),
        (9, 0, None, True),
    ],
)
def test_it_is_enough_once_the_error_is_small_or_the_questions_are_many(
    answered: int, left: int, error: str | None, enough: bool
) -> None:
    terms = the_terms(items_most=20)

    assert rules.is_enough(terms, answered, left, Decimal(error) if error else None) is enough


@pytest.mark.parametrize(("right", "state", "share"), [(7, "passed", 70), (6, "failed", 60)])
def test_a_fixed_test_is_passed_at_its_mark(right: int, state: str, share: int) -> None:
    attempt = an_attempt()

    attempt.judge_share(right, NOW)

    assert (attempt.state, attempt.share) == (AttemptState(state), share)
    with pytest.raises(AttemptClosed):
        attempt.require_open(NOW)


@pytest.mark.parametrize(
    ("is_enough", "ability", "state", "rule"),
    [
        (True, "0.88", AttemptState.PASSED, None),
        (True, "0.87", AttemptState.FAILED, None),
        (False, "2", AttemptState.FAILED, "attempt.unfinished"),
    ],
)
def test_an_adaptive_test_is_passed_by_the_ability_once_enough_is_asked(
    is_enough: bool, ability: str, state: AttemptState, rule: str | None
) -> None:
    attempt = an_attempt(SHORT)
    attempt.is_enough, attempt.ability, attempt.mark = is_enough, Decimal(ability), Decimal("0.88")

    attempt.judge_ability(NOW)

    assert (attempt.state, attempt.rule) == (state, rule)


def test_options_come_in_another_order_for_another_attempt_but_always_the_same() -> None:
    codes = [str(number) for number in range(12)]

    once, again, another = (rules.shuffled(seed, 1, codes) for seed in ("a", "a", "b"))

    assert once == again != another
    assert sorted(once) == sorted(codes)


def test_the_same_items_are_the_same_pool() -> None:
    pool = a_pool()

    assert rules.pool_id(pool) == rules.pool_id(tuple([*pool])) != rules.pool_id(pool[:-1])
