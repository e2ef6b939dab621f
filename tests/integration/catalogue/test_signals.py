"""What stands out in attempts, as people read it: each kind with what it rests on, and nobody fails by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from contracts.catalogue.activities import Activity
from contracts.catalogue.attempts import AttemptOutcome, AttemptState, PickAttempt
from contracts.catalogue.module_tests import FormOfTest
from contracts.catalogue.signals import Signal, SignalKind
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import new_id
from services.catalogue.usecases import signals
from tests.builders.catalogue import a_specialist
from tests.builders.modules import a_bank, a_module, the_terms
from tests.integration.catalogue.examined import DURING, RIGHT, WRONG, answer, finish, start
from tests.integration.catalogue.journeys import enrolled

# As if so many others had answered the same questions, each as slowly.
OTHERS = """
    INSERT INTO attempts (attempt_id, enrolment_id, activity_id, provider_id, person_id, number, revision,
        terms, seed, pool_id, started_at, ends_at, state, is_enough, finished_at, share, barred)
    SELECT gen_random_uuid(), enrolment_id, activity_id, provider_id, gen_random_uuid(), number + other,
        revision, terms, seed, pool_id, started_at, ends_at, state, is_enough, finished_at, share, barred
    FROM attempts, generate_series(1, 20) AS other WHERE attempt_id = :attempt_id
"""
ANSWERS = """
    INSERT INTO attempt_steps (attempt_id, position, place, item_id, version, asked_at, answer, answered_at,
        is_right)
    SELECT other.attempt_id, position, place, item_id, version, asked_at, answer, answered_at, is_right
    FROM attempt_steps AS step, attempts AS other
    WHERE step.attempt_id = :attempt_id AND other.attempt_id != :attempt_id
"""


def a_fixed_module(database: Database) -> Activity:
    """Everybody is asked the same ten questions."""
    a_bank(database, 10)
    return a_module(database, the_terms(form=FormOfTest.FIXED))


def taken(
    database: Database, module: Activity, person: Caller, seconds: int, *, wrong: int = 0
) -> AttemptOutcome:
    """seconds: for the first answer; each takes one more, or less, than the one before."""
    enrolled(database, module, person=person)
    at = DURING
    with clock.freeze(at):
        attempt = start(database, module, person)
    while attempt.question is not None:
        at += timedelta(seconds=seconds + attempt.question.position % 3)
        chosen = WRONG if attempt.answered < wrong else RIGHT
        with clock.freeze(at):
            attempt = answer(database, attempt, person, chosen)
    with clock.freeze(at):
        return finish(database, attempt, person)


def found(database: Database, person: Caller, outcome: AttemptOutcome) -> dict[SignalKind, Signal]:
    signals.examine_attempts(database)
    told = signals.my_signals(database, person, PickAttempt(attempt_id=outcome.attempt_id))
    return {signal.kind: signal for signal in told.signals}


def test_answers_that_are_faster_than_nearly_everybodys_stand_out_and_still_pass(database: Database) -> None:
    module, slow, quick = a_fixed_module(database), a_specialist(), a_specialist()
    usual = taken(database, module, slow, seconds=60)
    with database.transaction() as session:
        for told in (OTHERS, ANSWERS):
            session.execute(sa.text(told), {"attempt_id": usual.attempt_id})

    outcome = taken(database, module, quick, seconds=2)

    signal = found(database, quick, outcome)[SignalKind.FAST]
    assert (signal.value, signal.limit, signal.basis) == (100, 50, 10)
    assert signal.meaning_ru
    assert outcome.state is AttemptState.PASSED


def test_another_login_and_address_on_the_way_stand_out_and_still_pass(database: Database) -> None:
    module = a_fixed_module(database)
    at_home = replace(a_specialist(), session_id=new_id(), address="home")
    at_work = replace(at_home, session_id=new_id(), address="work")
    enrolled(database, module, person=at_home)
    at = DURING
    with clock.freeze(at):
        attempt = start(database, module, at_home)
    while attempt.question is not None:
        at += timedelta(seconds=7 + 5 * attempt.question.position)
        with clock.freeze(at):
            attempt = answer(database, attempt, at_home if attempt.answered < 5 else at_work)
    with clock.freeze(at):
        outcome = finish(database, attempt, at_home)

    signal = found(database, at_home, outcome)

    assert {kind: one.value for kind, one in signal.items()} == {SignalKind.DEVICE: 1, SignalKind.ADDRESS: 1}
    assert outcome.state is AttemptState.PASSED
