"""Attempts at the test of a module, when the same is sent again, or by two at once."""

from __future__ import annotations

import pytest

from contracts.catalogue.activities import Activity
from contracts.catalogue.attempts import AttemptProgress
from contracts.catalogue.module_tests import FormOfTest
from kernel.database import Database
from kernel.messages import Caller
from tests.builders.catalogue import a_specialist
from tests.builders.modules import a_bank, a_module, the_terms
from tests.integration.catalogue.examined import RIGHT, WRONG, answer, finish, later, start
from tests.integration.catalogue.journeys import at_once, enrolled
from tests.integration.catalogue.outbox import announced


@pytest.fixture
def person() -> Caller:
    return a_specialist()


@pytest.fixture
def module(database: Database, person: Caller) -> Activity:
    a_bank(database, 12)
    module = a_module(database, the_terms(form=FormOfTest.FIXED))
    enrolled(database, module, person=person)
    return module


def test_a_lost_connection_goes_on_where_it_was(database: Database, module: Activity, person: Caller) -> None:
    with later():
        begun = start(database, module, person)
        gone_on = answer(database, begun, person)
        again = start(database, module, person)

    assert (again.attempt_id, again.number) == (begun.attempt_id, 1)
    assert again.question == gone_on.question
    assert again.question is not None
    assert again.question.position == 2


def test_the_first_answer_to_a_question_stands(database: Database, module: Activity, person: Caller) -> None:
    with later():
        begun = start(database, module, person)
        first = answer(database, begun, person, WRONG)
        second = answer(database, begun, person, RIGHT, position=1)

    assert (first.stands, second.stands) == (WRONG, WRONG)
    assert (second.answered, second.question) == (1, first.question)


def test_of_two_answers_at_once_one_stands(database: Database, module: Activity, person: Caller) -> None:
    with later():
        begun = start(database, module, person)

        told = at_once(
            [lambda chosen=chosen: answer(database, begun, person, chosen) for chosen in (RIGHT, WRONG)]
        )

    stands = {one.stands for one in told if isinstance(one, AttemptProgress)}
    assert len(stands) == 1
    assert {one.answered for one in told if isinstance(one, AttemptProgress)} == {1}


def test_of_two_beginnings_at_once_one_attempt_comes(
    database: Database, module: Activity, person: Caller
) -> None:
    with later():
        told = at_once([lambda: start(database, module, person) for _ in range(4)])

    assert len({one.attempt_id for one in told if isinstance(one, AttemptProgress)}) == 1
    assert [one for one in told if isinstance(one, str)] == []


def test_of_two_finishes_at_once_one_completes(database: Database, module: Activity, person: Caller) -> None:
    with later():
        attempt = start(database, module, person)
        while attempt.question is not None:
            attempt = answer(database, attempt, person)

        outcomes = at_once([lambda: finish(database, attempt, person) for _ in range(3)])

    assert len({str(one) for one in outcomes}) == 1
    assert len(announced(database, "catalogue.enrolment.completed")) == 1
