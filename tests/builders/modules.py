"""Modules, their tests and questions, of which a test names only what matters to it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from contracts.catalogue.activities import Activity, ActivityKind, Presence
from contracts.catalogue.items import Item, ItemContent, ItemKind, ItemParameters, MoveItem, Option, WriteItem
from contracts.catalogue.module_tests import FormOfTest, ModuleTestTerms, SetModuleTest
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import Credits
from services.catalogue.usecases import items, module_tests, publishing
from tests.builders.catalogue import a_draft, a_moderator, a_provider
from tests.integration.catalogue.journeys import as_read

MODULE = {
    "kind": ActivityKind.MODULE,
    "credits": Credits.of(1),
    "presence": Presence(min_minutes=0),
}


def the_terms(**told: Any) -> ModuleTestTerms:
    """An adaptive test of ten questions at the most lenient that the law admits."""
    facts: dict[str, Any] = {
        "form": FormOfTest.ADAPTIVE,
        "pass_share": 70,
        "items_least": 10,
        "items_most": 10,
        "attempts": 3,
        "pause_minutes": 30,
        "minutes": 60,
        "candidates": 3,
    }
    return ModuleTestTerms(**facts | told)


def a_module(
    database: Database, terms: ModuleTestTerms | None = None, *, by: Caller | None = None, **told: Any
) -> Activity:
    """A published module with a test."""
    provider = by or a_provider()
    draft = publishing.draft_activity(database, provider, a_draft(**MODULE | told))
    command = SetModuleTest(activity_id=draft.activity_id, terms=terms or the_terms())
    module_tests.set_module_test(database, provider, command)
    submission = publishing.submit_activity(database, provider, as_read(draft))
    return publishing.approve_activity(database, a_moderator(), as_read(submission))


def a_question(**told: Any) -> ItemContent:
    """With one right option of three, not calibrated."""
    facts: dict[str, Any] = {
        "kind": ItemKind.SINGLE,
        "topic": "Диагностика",
        "text": "Какой показатель определяют первым?",
        "options": tuple(Option(code=str(n), text=f"Вариант {n}") for n in (1, 2, 3)),
        "key": ("1",),
    }
    return ItemContent(**facts | told)


def a_bank(database: Database, size: int = 30, *, by: Caller | None = None, **told: Any) -> list[Item]:
    """Active questions from easy to difficult, calibrated; the first option is right everywhere."""
    provider = by or a_provider()
    written = []
    for number in range(size):
        b = Decimal(-2) + Decimal(4 * number) / size
        told_of = {
            "text": f"Вопрос {number}?",
            "parameters": ItemParameters(a=Decimal("1.4"), b=b.quantize(Decimal("0.01"))),
        } | told
        command = WriteItem(code=f"В-{number:03}", content=a_question(**told_of))
        item = items.write_item(database, provider, command)
        move = MoveItem(item_id=item.item_id, version=item.version)
        written.append(items.activate_item(database, provider, move))
    return written
