"""Going on with an attempt: the ability after an answer, and the next question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from contracts.catalogue.attempts import AttemptState
from contracts.catalogue.module_tests import AttemptId
from kernel import clock
from kernel.database import Database, Session
from services.catalogue import psychometrics, store
from services.catalogue.domain import attempt as rules
from services.catalogue.domain.ability import Standing, Weighed
from services.catalogue.domain.attempt import Attempt, Pool, Step


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What follows from the answers so far. place: of the next question in the pool; none at the end."""

    standing: Standing | None
    place: int | None


def proceed(database: Database, attempt_id: AttemptId) -> None:
    """Ask the next question of an attempt that waits for none, or note that it is enough.

    Computed outside of any transaction. Of two that do it at once one is late and changes nothing: both
    have come to the same.
    """
    with database.reading() as session:
        attempt, steps = store.attempts.of(session, attempt_id), store.attempts.steps(session, attempt_id)
        if not _is_due(attempt, steps):
            return
        pool = store.attempts.pool_of(session, attempt)
    turn = turn_after(attempt, steps, pool)
    with database.transaction() as session:
        attempt, now = store.attempts.locked(session, attempt_id), store.attempts.steps(session, attempt_id)
        if len(now) == len(steps) and _is_due(attempt, now):
            _go_on(session, attempt, now, pool, turn, clock.now())


def turn_after(attempt: Attempt, steps: Sequence[Step], pool: Pool) -> Turn:
    """steps: answered, each. Raises: Unavailable."""
    weighed = weigh(attempt, steps, pool) if attempt.is_adaptive else None
    error = weighed.standing.error if weighed else None
    if rules.is_enough(attempt.terms, len(steps), len(pool) - len(steps), error):
        place = None
    elif weighed:
        place = rules.next_place(attempt.seed, len(steps) + 1, weighed)
    else:
        place = rules.fixed_order(attempt.seed, pool)[len(steps)]
    return Turn(standing=weighed.standing if weighed else None, place=place)


def weigh(attempt: Attempt, steps: Sequence[Step], pool: Pool) -> Weighed:
    """What the library says of these answers. Raises: Unavailable."""
    zero = Decimal(0)
    answers = psychometrics.Answers(
        pool=[(one.a or zero, one.b or zero, one.c or zero) for one in pool],
        asked=[step.place for step in steps],
        right=[bool(step.is_right) for step in steps],
        barred=attempt.barred,
    )
    terms = attempt.terms
    return psychometrics.weigh(answers, candidates=terms.candidates, pass_share=terms.pass_share)


def _is_due(attempt: Attempt, steps: Sequence[Step]) -> bool:
    is_waiting = bool(steps) and steps[-1].answer is None
    return attempt.state is AttemptState.OPEN and not attempt.is_enough and not is_waiting


def _go_on(
    session: Session, attempt: Attempt, steps: Sequence[Step], pool: Pool, turn: Turn, at: datetime
) -> None:
    if turn.standing is not None:
        attempt.stand(turn.standing)
        if steps:
            steps[-1].ability, steps[-1].error = turn.standing.ability, turn.standing.error
    if turn.place is None:
        attempt.is_enough = True
        return
    drawn = pool[turn.place]
    step = Step(
        attempt_id=attempt.attempt_id,
        position=len(steps) + 1,
        place=turn.place,
        item_id=drawn.item_id,
        version=drawn.version,
        asked_at=at,
    )
    session.add(step)
