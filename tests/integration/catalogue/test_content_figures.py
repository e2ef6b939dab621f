"""How people get on with modules: counted by the hour, shown where enough people stand behind a figure."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from contracts.catalogue.activities import Activity, UnknownActivity
from contracts.catalogue.figures import KnowledgeRow, ReportKnowledge
from contracts.catalogue.launches import LaunchPurpose
from contracts.catalogue.module_figures import (
    ListModuleFigures,
    ModuleFigures,
    NoModuleFigures,
    ReadModuleFigures,
)
from contracts.catalogue.module_tests import FormOfTest
from kernel import clock
from kernel.database import Database
from kernel.files import Files
from services.catalogue.usecases import figures, module_figures, publishing
from tests.builders.catalogue import NOW, a_provider, a_specialist
from tests.builders.modules import a_bank, the_terms
from tests.builders.modules import a_module as a_module_with_a_test
from tests.builders.packages import a_package
from tests.integration.catalogue.examined import take
from tests.integration.catalogue.journeys import enrolled
from tests.integration.catalogue.launched import opened, told
from tests.integration.catalogue.packaged import a_module_draft, a_published_module

DURING = NOW + timedelta(days=2)


def gone_through(database: Database, module: Activity, minutes: int, *, lost: bool = False) -> KnowledgeRow:
    """By somebody who takes so long, and perhaps loses a try."""
    person = a_specialist()
    enrolment = enrolled(database, module, person=person)
    with clock.freeze(DURING):
        content, key = opened(database, module, person)
    with clock.freeze(DURING + timedelta(minutes=minutes)):
        tries = ["failed", "passed"] if lost else ["passed"]
        told(database, key, *[content.says(verb) for verb in tries])
    return KnowledgeRow(enrolment_id=enrolment.enrolment_id, before=50, after=60 + minutes)


def counted(database: Database, module: Activity, at: datetime = DURING) -> ModuleFigures:
    with clock.freeze(at):
        module_figures.count_modules(database)
    return module_figures.read_module_figures(database, ReadModuleFigures(activity_id=module.activity_id))


def a_module(database: Database, files: Files) -> Activity:
    return a_published_module(database, files, a_package(move_on="Passed"))


def test_figures_tell_how_fast_and_how_well_people_learn(database: Database, files: Files) -> None:
    module = a_module(database, files)
    rows = [gone_through(database, module, minutes, lost=minutes == 9) for minutes in (3, 5, 7, 9, 30)]
    report = ReportKnowledge(activity_id=module.activity_id, rows=tuple(rows))
    figures.report_knowledge(database, a_provider(), report)
    opened(database, module, a_provider(), LaunchPurpose.REHEARSAL)

    found = counted(database, module)

    assert (found.opened, found.done, found.completed) == (5, 5, 5)
    assert (found.minutes_to_done, found.first_try_share) == (Decimal("7.0"), Decimal("80.0"))
    assert found.minutes_studied == Decimal("5.0")  # of a longer silence no more counts
    assert (found.knowledge_before, found.knowledge_after) == (Decimal("50.0"), Decimal("70.8"))


def test_a_module_of_a_test_alone_has_figures_too(database: Database) -> None:
    a_bank(database, 10)
    module = a_module_with_a_test(database, the_terms(form=FormOfTest.FIXED))
    for number in range(5):
        person = a_specialist()
        enrolled(database, module, person=person)
        with clock.freeze(DURING):
            take(database, module, person, wrong=10 if number == 0 else 0)
        with clock.freeze(DURING + timedelta(minutes=31)):
            if number == 0:
                take(database, module, person)

    found = counted(database, module)

    assert (found.opened, found.done, found.completed) == (5, 5, 5)
    assert (found.first_try_share, found.minutes_studied) == (Decimal("80.0"), Decimal("0.0"))


def test_figures_of_few_tell_of_nobody(database: Database, files: Files) -> None:
    module = a_module(database, files)
    for minutes in (3, 5, 7, 9):
        gone_through(database, module, minutes)

    found = counted(database, module)

    assert (found.opened, found.minutes_to_done, found.first_try_share) == (4, None, None)


def test_counting_again_takes_the_place_of_what_was_counted(database: Database, files: Files) -> None:
    module = a_module(database, files)
    gone_through(database, module, 3)
    first = counted(database, module)
    gone_through(database, module, 5)

    second = counted(database, module, DURING + timedelta(hours=1))

    assert (first.opened, second.opened) == (1, 2)
    assert second.counted_at == DURING + timedelta(hours=1)


def test_all_modules_are_listed_and_exported(database: Database, files: Files) -> None:
    modules = [a_module(database, files) for _ in range(3)]
    for module in modules:
        gone_through(database, module, 3)
    found = [counted(database, module) for module in modules]

    page = module_figures.list_module_figures(database, ListModuleFigures(limit=2))
    rest = module_figures.list_module_figures(database, ListModuleFigures(limit=2, cursor=page.next_cursor))
    table = module_figures.export_module_figures(database)

    assert [*page.items, *rest.items] == found
    lines = list(csv.DictReader(io.StringIO(table.content)))
    assert [line["activity_id"] for line in lines] == [str(each.activity_id) for each in found]
    assert (lines[0]["opened"], lines[0]["minutes_to_done"]) == ("1", "")


def test_what_nobody_has_opened_has_no_figures(database: Database, files: Files) -> None:
    draft = publishing.draft_activity(database, a_provider(), a_module_draft())

    with pytest.raises(NoModuleFigures):
        counted(database, a_module(database, files))
    with pytest.raises(UnknownActivity):
        counted(database, draft)
