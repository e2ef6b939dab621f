"""Going through an attempt anew, as an appeal asks: from its seed, its pool, its terms and its answers."""

from __future__ import annotations

from collections.abc import Sequence

from services.catalogue.domain.attempt import Attempt, Pool, Step
from services.catalogue.usecases import attempt_steps


def differs_at(attempt: Attempt, steps: Sequence[Step], pool: Pool) -> int | None:
    """The first position at which the attempt did not go as it goes now; none where it is the same.

    Raises: Unavailable.
    """
    answered = [step for step in steps if step.answer is not None]
    for number in range(len(answered) + 1):
        turn = attempt_steps.turn_after(attempt, answered[:number], pool)
        asked = steps[number].place if number < len(steps) else None
        last = answered[number - 1] if number else None
        is_same = turn.standing is None or last is None or turn.standing.ability == last.ability
        if turn.place != asked or not is_same:
            return number + 1
    return None
