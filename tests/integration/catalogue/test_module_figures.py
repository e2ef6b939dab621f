"""What the attempts at tests show: of questions, and of the attempts themselves."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from contracts.catalogue.activities import Activity, UnknownActivity
from contracts.catalogue.attempts import PickAttempt, UnknownAttempt
from contracts.catalogue.item_statistics import (
    ExportItemFigures,
    ListItemFigures,
    StatisticsFormat,
    TooFewAnswers,
)
from contracts.catalogue.items import ReadItem, UnknownItem
from contracts.catalogue.module_tests import AttemptId, FormOfTest
from contracts.catalogue.signals import ListSignals, SignalKind
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import new_id
from services.catalogue import psychometrics
from services.catalogue.usecases import item_statistics, signals
from tests.builders.catalogue import UNIVERSITY, a_moderator, a_provider, a_specialist
from tests.builders.modules import a_bank, a_module, the_terms
from tests.integration.catalogue.examined import (
    DURING,
    RIGHT,
    WRONG,
    answer,
    finish,
    later,
    start,
)
from tests.integration.catalogue.journeys import at_once, enrolled
from tests.integration.catalogue.outbox import announced


@pytest.fixture
def module(database: Database) -> Activity:
    """With a fixed test that asks everybody all of its ten questions."""
    a_bank(database, 10)
    return a_module(database, the_terms(form=FormOfTest.FIXED))


def taken(
    database: Database,
    module: Activity,
    person: Caller,
    *,
    pace: Sequence[int] = (9, 30, 4, 17, 22, 12, 41, 6, 15, 27),
    wrong: int = 0,
) -> AttemptId:
    """An attempt. pace: seconds for each answer. wrong: how many of the hardest questions are."""
    enrolled(database, module, person=person)
    at = DURING
    with clock.freeze(at):
        attempt = start(database, module, person)
    for seconds in pace:
        assert attempt.question is not None
        at += timedelta(seconds=seconds)
        chosen = WRONG if attempt.question.position <= wrong else RIGHT
        with clock.freeze(at):
            attempt = answer(database, attempt, person, chosen)
    with clock.freeze(at):
        return finish(database, attempt, person).attempt_id


def test_an_even_rhythm_and_another_login_are_noted_and_change_nothing(
    database: Database, module: Activity
) -> None:
    person = replace(a_specialist(), session_id=new_id(), address="hash")
    attempt_id = taken(database, module, person, pace=(10,) * 10)

    before = signals.my_signals(database, person, PickAttempt(attempt_id=attempt_id))
    at_once([lambda: signals.examine_attempts(database) for _ in range(2)])
    mine = signals.my_signals(database, person, PickAttempt(attempt_id=attempt_id))

    assert (before.is_examined, before.signals) == (False, ())
    [signal] = mine.signals
    assert (mine.is_examined, signal.kind, signal.value) == (True, SignalKind.RHYTHM, 0)
    assert "программа" in signal.meaning_ru
    assert "program" in signal.meaning_en
    [event] = announced(database, "catalogue.module.signal_noted")
    assert event.keys() == {"activity_id", "provider_id", "kind", "value"}
    assert len(announced(database, "catalogue.module.test_passed")) == 1


def test_who_reads_the_signals_of_a_test(database: Database, module: Activity) -> None:
    person = a_specialist()
    attempt_id = taken(database, module, person, pace=(10,) * 10)
    signals.examine_attempts(database)
    query = ListSignals(activity_id=module.activity_id)

    for caller in (a_provider(), a_moderator()):
        assert [one.attempt_id for one in signals.list_signals(database, caller, query).items] == [attempt_id]
    with pytest.raises(UnknownActivity):
        signals.list_signals(database, a_provider(UNIVERSITY), query)
    with pytest.raises(UnknownAttempt):
        signals.my_signals(database, a_specialist(), PickAttempt(attempt_id=attempt_id))


def test_times_that_follow_another_persons_are_noted(database: Database, module: Activity) -> None:
    for person in (a_specialist(), a_specialist()):
        enrolled(database, module, person=person)
        at = DURING
        with later():
            attempt = start(database, module, person)
        while attempt.question is not None:
            at += timedelta(seconds=5 + 7 * int(attempt.question.text.strip("?").split()[1]))
            with clock.freeze(at):
                attempt = answer(database, attempt, person)
        with clock.freeze(at):
            last = finish(database, attempt, person).attempt_id

    signals.examine_attempts(database)

    [signal] = signals.my_signals(database, person, PickAttempt(attempt_id=last)).signals
    assert (signal.kind, signal.value, signal.basis) == (SignalKind.SAME_TIMES, 100, 10)


def test_the_figures_of_questions_are_computed_listed_and_exported(
    database: Database, module: Activity
) -> None:
    for wrong in (0, 2, 5):
        taken(database, module, a_specialist(), wrong=wrong)

    for _ in range(2):
        item_statistics.compute(database)
    page = item_statistics.list_item_figures(database, a_provider(), ListItemFigures(limit=4))
    rest = item_statistics.list_item_figures(database, a_provider(), ListItemFigures(cursor=page.next_cursor))

    figures = [*page.items, *rest.items]
    assert [one.code for one in figures] == [f"В-{number:03}" for number in range(10)]
    assert {one.answers for one in figures} == {3}
    assert {one.exposure for one in figures} == {Decimal("100.0")}
    assert sum(one.right_share for one in figures) == pytest.approx(Decimal("766.7"), abs=Decimal(1))
    assert sum(one.mean_seconds for one in figures) == pytest.approx(Decimal(183), abs=Decimal(1))
    assert all(one.flags == () for one in figures)
    told = {
        chosen: item_statistics.export_item_figures(
            database, a_provider(), ExportItemFigures(format=chosen)
        ).content
        for chosen in StatisticsFormat
    }
    rows = csv.DictReader(io.StringIO(told[StatisticsFormat.CSV].removeprefix("\ufeff")), delimiter=";")
    assert [row["code"] for row in rows] == [row["code"] for row in json.loads(told[StatisticsFormat.JSON])]
    assert item_statistics.list_item_figures(database, a_provider(UNIVERSITY), ListItemFigures()).items == ()


def test_a_calibration_is_proposed_by_enough_answers_only(database: Database, module: Activity) -> None:
    taken(database, module, a_specialist())
    item_statistics.compute(database)
    [item, *_] = item_statistics.list_item_figures(database, a_provider(), ListItemFigures()).items
    query = ReadItem(item_id=item.item_id)

    with pytest.raises(TooFewAnswers) as refused:
        item_statistics.propose_calibration(database, a_provider(), query)
    assert refused.value.details == {"answers": "1", "least": "200"}
    with pytest.raises(UnknownItem):
        item_statistics.propose_calibration(database, a_provider(UNIVERSITY), query)


def test_a_calibration_finds_what_the_answers_were_made_by() -> None:
    abilities = [Decimal(step) / 50 - 2 for step in range(200)]
    answers = [(int(ability > Decimal("0.5")), ability, 0, 0) for ability in abilities]
    sharp = psychometrics.calibrate(answers, Decimal(0))
    blurred = psychometrics.calibrate(
        [(right if place % 4 else 1 - right, *rest) for place, (right, *rest) in enumerate(answers)],
        Decimal(0),
    )

    assert sharp[1] == pytest.approx(Decimal("0.5"), abs=Decimal("0.1"))
    assert blurred[1] == pytest.approx(Decimal("0.5"), abs=Decimal("0.5"))
    assert sharp[0] > blurred[0]
