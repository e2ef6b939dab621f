"""A question of the bank, and what answers to it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contracts.catalogue.items import ItemKind, ItemMoveRefused, ItemParameters, ItemState
from kernel.messages import StaleVersion
from kernel.values import PersonId, new_id
from services.catalogue.domain.item import MOVES, Item, faults, is_answer, is_right
from services.catalogue.domain.item_row import column, line
from tests.builders.catalogue import ACADEMY, NOW
from tests.builders.modules import a_question

NUMBER: dict[str, Any] = {"kind": ItemKind.NUMBER, "options": (), "key": ("36,6",)}
A_ROW = {
    "code": "К-1",
    "kind": "один",
    "topic": "Диагностика",
    "text": "Вопрос?",
    "option_1": "Да",
    "option_2": "Нет",
    "key": "2",
}


def an_item(state: ItemState = ItemState.DRAFT) -> Item:
    return Item.write(ACADEMY, "К-1", a_question(), by=PersonId(new_id()), at=NOW, state=state)


@pytest.mark.parametrize(
    ("told", "answer", "right"),
    [
        ({}, ["1"], True),
        ({}, ["2"], False),
        ({"kind": ItemKind.MULTIPLE, "key": ("1", "3")}, ["3", "1"], True),
        ({"kind": ItemKind.MULTIPLE, "key": ("1", "3")}, ["1"], False),
        ({"kind": ItemKind.MULTIPLE, "key": ("1", "3")}, ["1", "2", "3"], False),
        (NUMBER, ["36.6"], True),
        (NUMBER, ["36.7"], False),
        (NUMBER | {"tolerance": Decimal("0.2")}, ["36,7"], True),
        (NUMBER, ["about 37"], False),
    ],
)
def test_an_answer_is_right_as_the_key_says(told: dict[str, Any], answer: list[str], right: bool) -> None:
    assert is_right(a_question(**told), answer) is right


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ({}, ["9"]),
        ({}, ["1", "2"]),
        ({}, []),
        ({"kind": ItemKind.MULTIPLE}, ["1", "1"]),
        (NUMBER, ["1e999999999"]),
        (NUMBER, ["1", "2"]),
    ],
)
def test_what_is_no_answer_to_the_question_is_told_from_a_wrong_one(
    told: dict[str, Any], answer: list[str]
) -> None:
    assert not is_answer(a_question(**told), answer)


@pytest.mark.parametrize(
    ("told", "field", "rule"),
    [
        ({"options": a_question().options[:1]}, "options", "item.options"),
        ({"options": a_question().options[:1] * 2}, "options", "item.options_repeated"),
        ({"key": ("9",)}, "key", "item.key"),
        ({"key": ("1", "2")}, "key", "item.key_single"),
        ({"tolerance": Decimal(1)}, "tolerance", "item.tolerance"),
        (NUMBER | {"key": ("тридцать",)}, "key", "item.key_number"),
        (NUMBER | {"options": a_question().options}, "options", "item.options_of_number"),
        (NUMBER | {"tolerance": Decimal(-1)}, "tolerance", "item.tolerance"),
        (
            {"parameters": ItemParameters(a=Decimal(9), b=Decimal(0))},
            "parameters",
            "item.parameters",
        ),
    ],
)
def test_a_question_that_cannot_be_answered_is_unsound(told: dict[str, Any], field: str, rule: str) -> None:
    assert faults(a_question(**told))[field] == rule


@pytest.mark.parametrize("state", list(ItemState))
def test_a_question_moves_only_as_its_states_allow(state: ItemState) -> None:
    for target in set(ItemState) - MOVES[state]:
        with pytest.raises(ItemMoveRefused):
            an_item(state).move(target, version=1)


def test_a_revision_is_another_version_and_knows_of_the_former() -> None:
    item = an_item(ItemState.ACTIVE)

    item.revise(a_question(text="Иначе?"), version=1, by=PersonId(new_id()), at=NOW)

    assert (item.version, item.state, item.content.text) == (2, ItemState.ACTIVE, "Иначе?")
    with pytest.raises(StaleVersion):
        item.revise(a_question(), version=1, by=PersonId(new_id()), at=NOW)


def test_a_retired_question_is_not_revised() -> None:
    with pytest.raises(ItemMoveRefused):
        an_item(ItemState.RETIRED).revise(a_question(), version=1, by=PersonId(new_id()), at=NOW)


def test_a_row_becomes_a_question() -> None:
    read = line(2, A_ROW | {"a": "1,2", "b": "-0.5"})

    assert read.content is not None
    assert (read.code, read.content.kind, read.content.key) == ("К-1", ItemKind.SINGLE, ("2",))
    assert read.content.parameters == ItemParameters(a=Decimal("1.2"), b=Decimal("-0.5"))


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({"key": ""}, {"key": "required"}),
        ({"text": "=HYPERLINK()"}, {"text": "table.formula"}),
        ({"code": "К" * 65}, {"code": "text.long"}),
        ({"kind": "эссе"}, {"kind": "choice"}),
        ({"a": "много"}, {"a": "decimal.format"}),
        ({"b": "1"}, {"parameters": "item.parameters"}),
        ({"key": "7"}, {"key": "item.key"}),
    ],
)
def test_a_row_is_told_what_is_wrong_with_it(cells: dict[str, str], faults: dict[str, str]) -> None:
    assert line(2, A_ROW | cells).faults == faults


def test_headings_may_be_russian() -> None:
    assert [column(name) for name in ("Правильный ответ", "вариант 3", "Цвет")] == ["key", "option_3", None]
