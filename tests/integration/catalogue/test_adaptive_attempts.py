"""Adaptive tests: by item response theory, with a trace that explains the outcome."""

from __future__ import annotations

from decimal import Decimal

import pytest

from contracts.catalogue.activities import Activity, GateNotPassed
from contracts.catalogue.attempts import AttemptState, PickAttempt
from contracts.catalogue.items import ItemParameters, ListItems, ReviseItem
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue.usecases import attempt_outcomes, items
from tests.builders.catalogue import a_moderator, a_provider, a_specialist
from tests.builders.modules import a_bank, a_module, a_question, the_terms
from tests.integration.catalogue.examined import answer, finish, later, start, take
from tests.integration.catalogue.journeys import enrolled


@pytest.fixture
def person() -> Caller:
    return a_specialist()


@pytest.fixture
def module(database: Database, person: Caller) -> Activity:
    a_bank(database, 16)
    module = a_module(database, the_terms(pass_share=70))
    enrolled(database, module, person=person)
    return module


def test_the_outcome_is_explained_and_can_be_replayed(
    database: Database, module: Activity, person: Caller
) -> None:
    with later():
        outcome = take(database, module, person, wrong=1)
        recalibrated = ItemParameters(a=Decimal(3), b=Decimal(3))
        for item in items.list_items(database, a_provider(), ListItems()).items:
            revision = ReviseItem(
                item_id=item.item_id, version=1, content=a_question(parameters=recalibrated)
            )
            items.revise_item(database, a_provider(), revision)
        replay = attempt_outcomes.replay_attempt(
            database, a_moderator(), PickAttempt(attempt_id=outcome.attempt_id)
        )

    assert outcome.state is AttemptState.PASSED
    assert outcome.ability is not None
    assert outcome.mark is not None
    assert outcome.ability >= outcome.mark
    assert [step.is_right for step in outcome.steps] == [False] + [True] * 9
    assert outcome.steps[-1].ability == outcome.ability
    errors = [step.error for step in outcome.steps if step.error is not None]
    assert errors[-1] == outcome.error == min(errors)
    assert (replay.agrees, replay.differs_at, replay.outcome) == (True, None, outcome)


def test_whoever_gives_up_early_has_not_shown_enough(
    database: Database, module: Activity, person: Caller
) -> None:
    with later():
        attempt = start(database, module, person)
        for _ in range(4):
            attempt = answer(database, attempt, person)
        outcome = finish(database, attempt, person)

    assert (outcome.state, outcome.rule) == (AttemptState.FAILED, "attempt.unfinished")
    replay = attempt_outcomes.replay_attempt(
        database, a_provider(), PickAttempt(attempt_id=outcome.attempt_id)
    )
    assert replay.agrees


def test_what_is_not_calibrated_is_not_drawn_so_the_module_is_not_offered(database: Database) -> None:
    a_bank(database, 12, parameters=None)

    with pytest.raises(GateNotPassed) as refused:
        a_module(database)

    assert refused.value.details == {"test.questions": "0"}
