"""Somebody who takes the test of a module."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from contracts.catalogue.activities import Activity
from contracts.catalogue.attempts import (
    AttemptOutcome,
    AttemptProgress,
    GiveAnswer,
    PickAttempt,
    StartAttempt,
)
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue.usecases import attempt_outcomes, attempts
from tests.builders.catalogue import NOW

DURING = NOW + timedelta(days=2, hours=1)
RIGHT, WRONG = ("1",), ("2",)


@contextmanager
def later(**told: Any) -> Iterator[None]:
    """So long after the test began."""
    with clock.freeze(DURING + timedelta(**told)):
        yield


def start(database: Database, module: Activity, person: Caller) -> AttemptProgress:
    return attempts.start_attempt(database, person, StartAttempt(activity_id=module.activity_id))


def answer(
    database: Database,
    attempt: AttemptProgress,
    person: Caller,
    chosen: tuple[str, ...] = RIGHT,
    *,
    position: int | None = None,
) -> AttemptProgress:
    """What was asked last, unless told otherwise."""
    at = position or (attempt.question.position if attempt.question else 0)
    command = GiveAnswer(attempt_id=attempt.attempt_id, position=at, answer=chosen)
    return attempts.give_answer(database, person, command)


def finish(database: Database, attempt: AttemptProgress, person: Caller) -> AttemptOutcome:
    return attempt_outcomes.finish_attempt(database, person, PickAttempt(attempt_id=attempt.attempt_id))


def take(database: Database, module: Activity, person: Caller, *, wrong: int = 0) -> AttemptOutcome:
    """A whole attempt. wrong: how many answers are, the first ones."""
    attempt = start(database, module, person)
    while attempt.question is not None:
        chosen = WRONG if attempt.answered < wrong else RIGHT
        attempt = answer(database, attempt, person, chosen)
    return finish(database, attempt, person)
