"""Attempts at the test of a module."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contracts.catalogue.activities import Activity, ActivityMoveRefused, ReturnActivity
from contracts.catalogue.attempts import (
    AnswerUnsound,
    AttemptClosed,
    AttemptRefused,
    AttemptState,
    ListAttempts,
    ListMyAttempts,
    NotAsked,
    PickAttempt,
    TooSoon,
    UnknownAttempt,
)
from contracts.catalogue.enrolments import EnrolmentState, ListEnrolments, UnknownEnrolment
from contracts.catalogue.items import MoveItem, ReviseItem
from contracts.catalogue.module_tests import FormOfTest, ModuleTestTerms
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue.usecases import attempt_outcomes, attempts, enrolments, items, lifecycle
from tests.builders.catalogue import UNIVERSITY, a_moderator, a_provider, a_specialist
from tests.builders.modules import a_bank, a_module, a_question, the_terms
from tests.integration.catalogue.examined import (
    DURING,
    RIGHT,
    answer,
    finish,
    later,
    start,
    take,
)
from tests.integration.catalogue.journeys import enrolled
from tests.integration.catalogue.outbox import announced

FIXED = the_terms(form=FormOfTest.FIXED)
State = AttemptState


@pytest.fixture
def person() -> Caller:
    return a_specialist()


@pytest.fixture
def module(database: Database, person: Caller) -> Activity:
    """With a fixed test of ten questions out of twelve."""
    return offered(database, person, FIXED)


def offered(database: Database, person: Caller, terms: ModuleTestTerms = FIXED) -> Activity:
    a_bank(database, 12)
    module = a_module(database, terms)
    enrolled(database, module, person=person)
    return module


def a_suspension(module: Activity) -> ReturnActivity:
    return ReturnActivity(
        activity_id=module.activity_id, version=module.version, reason="Жалоба на содержание."
    )


def refused_by(error: pytest.ExceptionInfo[AttemptRefused | TooSoon]) -> object:
    return error.value.details["rule"]


def test_whoever_answers_rightly_passes_and_completes_the_module_once(
    database: Database, module: Activity, person: Caller
) -> None:
    with later():
        outcome = take(database, module, person, wrong=3)
        attempt = attempts.read_attempt(database, person, PickAttempt(attempt_id=outcome.attempt_id))
        again = finish(database, attempt, person)

    assert (outcome.state, outcome.share, outcome.ability) == (State.PASSED, 70, None)
    assert again == outcome
    [seat] = enrolments.my_enrolments(database, person, ListEnrolments()).items
    assert seat.state is EnrolmentState.COMPLETED
    names = ("catalogue.module.test_passed", "catalogue.enrolment.completed")
    assert [len(announced(database, name)) for name in names] == [1, 1]


def test_whoever_does_not_may_try_again_after_a_pause_and_so_often(
    database: Database, module: Activity, person: Caller
) -> None:
    with later():
        assert take(database, module, person, wrong=4).state is State.FAILED
        with pytest.raises(AttemptRefused) as refused:
            start(database, module, person)
    assert refused_by(refused) == "attempt.pause"

    for minutes in (31, 62):
        with later(minutes=minutes):
            take(database, module, person, wrong=4)
    with later(minutes=93), pytest.raises(AttemptRefused) as refused:
        start(database, module, person)

    assert refused_by(refused) == "attempt.none_left"
    assert len(announced(database, "catalogue.module.test_failed")) == 3


def test_a_passed_test_is_not_taken_again(database: Database, module: Activity, person: Caller) -> None:
    with later():
        take(database, module, person)

    with later(hours=2), pytest.raises(AttemptRefused) as refused:
        start(database, module, person)

    assert refused_by(refused) == "attempt.decided"


def test_nobody_answers_faster_than_the_terms_ask(database: Database, person: Caller) -> None:
    module = offered(database, person, the_terms(form=FormOfTest.FIXED, item_seconds=10))
    with later():
        begun = start(database, module, person)
    with later(seconds=9), pytest.raises(TooSoon) as refused:
        answer(database, begun, person)

    assert refused.value.details == {"rule": "attempt.item_seconds", "seconds": "1"}
    with later(seconds=10):
        assert answer(database, begun, person).answered == 1


def test_nobody_finishes_faster_than_the_terms_ask(database: Database, person: Caller) -> None:
    module = offered(database, person, the_terms(form=FormOfTest.FIXED, attempt_seconds=600))
    with later():
        attempt = start(database, module, person)
        with pytest.raises(TooSoon) as refused:
            finish(database, attempt, person)

    assert refused_by(refused) == "attempt.seconds"
    with later(seconds=600):
        assert finish(database, attempt, person).state is State.FAILED


def test_an_attempt_whose_time_is_over_is_judged_by_what_was_answered(
    database: Database, module: Activity, person: Caller
) -> None:
    with later():
        attempt = start(database, module, person)
        for _ in range(7):
            attempt = answer(database, attempt, person)
    with later(minutes=60):
        with pytest.raises(AttemptClosed):
            answer(database, attempt, person)
        attempt_outcomes.close_ended(database)
        attempt_outcomes.close_ended(database)
        outcome = attempt_outcomes.read_outcome(database, person, PickAttempt(attempt_id=attempt.attempt_id))

    assert (outcome.state, outcome.share) == (State.PASSED, 70)
    assert outcome.finished_at == DURING + timedelta(minutes=60)
    assert len(announced(database, "catalogue.enrolment.completed")) == 1


def test_what_is_no_answer_is_refused_and_nothing_stands(
    database: Database, module: Activity, person: Caller
) -> None:
    with later():
        begun = start(database, module, person)
        with pytest.raises(AnswerUnsound):
            answer(database, begun, person, ("9",))
        with pytest.raises(NotAsked):
            answer(database, begun, person, position=2)

        assert attempts.read_attempt(database, person, PickAttempt(attempt_id=begun.attempt_id)).answered == 0


def test_only_who_is_enrolled_and_only_while_the_module_is_in_force(
    database: Database, module: Activity, person: Caller
) -> None:
    with later(), pytest.raises(UnknownEnrolment):
        start(database, module, a_specialist())
    with pytest.raises(AttemptRefused) as refused:
        start(database, module, person)
    assert refused_by(refused) == "attempt.outside"

    with later():
        begun = start(database, module, person)
        lifecycle.suspend_activity(database, a_moderator(), a_suspension(module))
        with pytest.raises(ActivityMoveRefused):
            answer(database, begun, person)


def test_what_is_open_tells_neither_what_is_right_nor_how_it_stands(
    database: Database, module: Activity, person: Caller
) -> None:
    with later():
        attempt = answer(database, start(database, module, person), person)
        outcome = attempt_outcomes.read_outcome(database, person, PickAttempt(attempt_id=attempt.attempt_id))

    assert (outcome.steps, outcome.share) == ((), None)
    assert attempt.question is not None
    assert {option.code for option in attempt.question.options} == {"1", "2", "3"}


def test_an_attempt_keeps_the_questions_that_it_was_asked(database: Database, person: Caller) -> None:
    bank = a_bank(database, 10)
    module = a_module(database, FIXED)
    enrolled(database, module, person=person)
    with later():
        begun = start(database, module, person)
        for item in bank:
            wholly_other = ReviseItem(item_id=item.item_id, version=1, content=a_question(key=("2",)))
            items.revise_item(database, a_provider(), wholly_other)
            items.retire_item(database, a_provider(), MoveItem(item_id=item.item_id, version=2))
        attempt = begun
        while attempt.question is not None:
            attempt = answer(database, attempt, person, RIGHT)
        outcome = finish(database, attempt, person)

    assert outcome.share == 100
    assert {step.item_version for step in outcome.steps} == {1}


def test_a_bank_that_has_become_too_small_is_told(database: Database, person: Caller) -> None:
    [item, *_] = a_bank(database, 10)
    module = a_module(database, FIXED)
    enrolled(database, module, person=person)
    items.retire_item(database, a_provider(), MoveItem(item_id=item.item_id, version=1))

    with later(), pytest.raises(AttemptRefused) as refused:
        start(database, module, person)

    assert refused.value.details == {"rule": "attempt.bank_small", "items": "9"}


def test_the_attempts_of_others_are_not_there(database: Database, module: Activity, person: Caller) -> None:
    with later():
        begun = start(database, module, person)
        pick = PickAttempt(attempt_id=begun.attempt_id)
        for stranger in (
            lambda: attempts.read_attempt(database, a_specialist(), pick),
            lambda: attempt_outcomes.read_outcome(database, a_specialist(), pick),
            lambda: finish(database, begun, a_specialist()),
            lambda: answer(database, begun, a_specialist()),
            lambda: attempt_outcomes.replay_attempt(database, a_provider(UNIVERSITY), pick),
        ):
            with pytest.raises(UnknownAttempt):
                stranger()
        assert attempts.my_attempts(database, a_specialist(), ListMyAttempts()).items == ()


def test_the_provider_lists_the_attempts_at_its_test(
    database: Database, module: Activity, person: Caller
) -> None:
    with later():
        outcome = take(database, module, person)

    page = attempt_outcomes.list_attempts(
        database, a_provider(), ListAttempts(activity_id=module.activity_id)
    )
    [mine] = attempts.my_attempts(database, person, ListMyAttempts()).items

    assert page.items == (mine,)
    assert (mine.person_id, mine.share, mine.attempt_id) == (person.person_id, 100, outcome.attempt_id)
