"""An attempt follows from its seed, its pool, its terms and its answers: an appeal can go through it anew."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.catalogue.domain.attempt import Attempt, Pool, Step
from services.catalogue.usecases import attempt_replays, attempt_steps
from tests.builders.attempts import SHORT, a_pool, an_attempt
from tests.builders.catalogue import NOW
from tests.builders.modules import the_terms

SEEDS = st.text("0123456789abcdef", min_size=8, max_size=8)
# The clock stands still for all examples alike.
FIXTURES = [HealthCheck.function_scoped_fixture]


def gone_through(attempt: Attempt, pool: Pool, answers: list[bool]) -> list[Step]:
    """Answered so, until it is enough or the answers are."""
    steps: list[Step] = []
    for is_right in answers:
        turn = attempt_steps.turn_after(attempt, steps, pool)
        if steps and turn.standing:
            steps[-1].ability = turn.standing.ability
        if turn.place is None:
            break
        drawn = pool[turn.place]
        step = Step(
            attempt_id=attempt.attempt_id,
            position=len(steps) + 1,
            place=turn.place,
            item_id=drawn.item_id,
            version=drawn.version,
            asked_at=NOW,
        )
        step.take(("1",), NOW, is_right=is_right)
        steps.append(step)
    return steps


@settings(max_examples=4, deadline=None, suppress_health_check=FIXTURES)
@given(seed=SEEDS, answers=st.lists(st.booleans(), min_size=6, max_size=6))
def test_an_adaptive_attempt_can_be_replayed(seed: str, answers: list[bool]) -> None:
    attempt, pool = an_attempt(SHORT, seed=seed), a_pool(8)

    steps = gone_through(attempt, pool, answers)

    assert len({step.place for step in steps}) == len(steps) <= 5
    assert attempt_replays.differs_at(attempt, steps, pool) is None


@settings(max_examples=25, deadline=None, suppress_health_check=FIXTURES)
@given(seed=SEEDS, answers=st.lists(st.booleans(), min_size=11, max_size=11))
def test_a_fixed_attempt_can_be_replayed(seed: str, answers: list[bool]) -> None:
    attempt, pool = an_attempt(seed=seed), a_pool()

    steps = gone_through(attempt, pool, answers)

    assert len({step.place for step in steps}) == 10
    assert attempt_replays.differs_at(attempt, steps, pool) is None


def test_a_replay_tells_where_an_attempt_went_otherwise() -> None:
    attempt, pool = an_attempt(SHORT), a_pool(8)
    steps = gone_through(attempt, pool, [True] * 6)

    steps[1].ability = Decimal(3)

    assert attempt_replays.differs_at(attempt, steps, pool) == 3
    assert attempt_replays.differs_at(
        an_attempt(seed="another"), gone_through(an_attempt(), pool, [True]), pool
    )


def test_who_answers_rightly_is_asked_something_harder() -> None:
    attempt, pool = an_attempt(the_terms(items_least=3, items_most=5, candidates=1)), a_pool(17)

    able, unable = (gone_through(attempt, pool, [is_right] * 5) for is_right in (True, False))

    assert able[-1].place > able[0].place == unable[0].place > unable[-1].place
