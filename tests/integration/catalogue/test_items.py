"""The item bank of a provider."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from contracts.catalogue.items import (
    ImportItems,
    ItemCodeTaken,
    ItemImport,
    ItemRowVerdict,
    ItemState,
    ItemsUnreadable,
    ListItems,
    MoveItem,
    ReadItem,
    ReviseItem,
    UnknownItem,
    WriteItem,
)
from kernel.database import Database
from services.catalogue.usecases import item_imports, items
from tests.builders.catalogue import UNIVERSITY, a_provider
from tests.builders.modules import a_bank, a_question
from tests.builders.rosters import XLSX, a_workbook
from tests.integration.catalogue.journeys import at_once

HEADING = "код;вид;тема;вопрос;вариант 1;вариант 2;ключ;a;b"
CSV = "text/csv"
Verdict = ItemRowVerdict


def a_table(*rows: str) -> bytes:
    return "\n".join([HEADING, *rows]).encode()


def take(database: Database, content: bytes, media_type: str = CSV, **told: Any) -> ItemImport:
    command = ImportItems(media_type=media_type, content=base64.b64encode(content).decode(), **told)
    return item_imports.import_items(database, a_provider(), command)


def verdicts(done: ItemImport) -> list[Verdict]:
    return [row.verdict for row in done.rows]


FIRST = "К-1;один;Диагностика;Первый?;Да;Нет;1;1,2;-0,5"
SECOND = "К-2;несколько;Лечение;Второй?;Да;Нет;1,2;;"


def test_every_row_has_its_verdict_and_what_is_sound_is_taken(database: Database) -> None:
    done = take(database, a_table(FIRST, "К-3;эссе;Т;В?;;;1;;", SECOND, FIRST))

    assert verdicts(done) == [Verdict.ADDED, Verdict.MALFORMED, Verdict.ADDED, Verdict.REPEATED]
    assert (done.taken, done.rows[1].faults) == (2, {"kind": "choice"})


def test_the_same_table_again_changes_nothing_and_another_one_revises(database: Database) -> None:
    take(database, a_table(FIRST, SECOND))

    again = take(database, a_table(FIRST, SECOND.replace("Второй?", "Иной?")))

    assert verdicts(again) == [Verdict.UNCHANGED, Verdict.REVISED]
    [_, second] = items.list_items(database, a_provider(), ListItems()).items
    assert (second.version, second.content.text) == (2, "Иной?")


def test_two_imports_of_one_table_at_once_add_each_question_once(database: Database) -> None:
    table = a_table(FIRST, SECOND)

    done = at_once([lambda: take(database, table), lambda: take(database, table)])

    assert sorted(one.taken for one in done if isinstance(one, ItemImport)) == [0, 2]


@pytest.mark.parametrize("media_type", [CSV, XLSX, "application/json"])
def test_a_table_may_be_of_any_format(database: Database, media_type: str) -> None:
    heading, row = HEADING.split(";"), FIRST.split(";")
    content = {
        CSV: a_table(FIRST).decode().encode("cp1251"),
        XLSX: a_workbook(row, heading=heading),
        "application/json": json.dumps([dict(zip(heading, row, strict=True))]).encode(),
    }

    done = take(database, content[media_type], media_type, state=ItemState.ACTIVE)

    assert verdicts(done) == [Verdict.ADDED]
    [item] = items.list_items(database, a_provider(), ListItems(state=ItemState.ACTIVE)).items
    assert item.content.text == "Первый?"


def test_what_is_no_table_of_questions_is_refused_whole(database: Database) -> None:
    with pytest.raises(ItemsUnreadable) as refused:
        take(database, "снилс;минуты\n1;2".encode())
    assert refused.value.details == {"content": "items.heading"}

    for content in ("%", "вопрос"):
        with pytest.raises(ItemsUnreadable) as refused:
            item_imports.import_items(database, a_provider(), ImportItems(media_type=CSV, content=content))
        assert refused.value.details == {"content": "items.base64"}


def test_a_retired_question_is_not_revised_by_a_table(database: Database) -> None:
    done = take(database, a_table(FIRST))
    assert done.rows[0].item_id is not None
    items.retire_item(database, a_provider(), MoveItem(item_id=done.rows[0].item_id, version=1))

    again = take(database, a_table(FIRST.replace("Первый?", "Иной?")))

    assert (verdicts(again), again.taken) == ([Verdict.RETIRED], 0)


def test_a_former_version_stays_readable(database: Database) -> None:
    [item] = a_bank(database, 1)
    revision = ReviseItem(item_id=item.item_id, version=1, content=a_question(text="Иначе?"))

    items.revise_item(database, a_provider(), revision)

    now, then = (
        items.read_item(database, a_provider(), ReadItem(item_id=item.item_id, version=version))
        for version in (None, 1)
    )
    assert (now.version, now.content.text) == (2, "Иначе?")
    assert (then.version, then.content) == (1, item.content)


def test_a_code_is_taken_once(database: Database) -> None:
    a_bank(database, 1)

    with pytest.raises(ItemCodeTaken):
        items.write_item(database, a_provider(), WriteItem(code="В-000", content=a_question()))
    other = a_provider(UNIVERSITY)
    assert items.write_item(database, other, WriteItem(code="В-000", content=a_question())).version == 1


def test_the_bank_of_another_provider_is_not_there(database: Database) -> None:
    [item] = a_bank(database, 1)
    other = a_provider(UNIVERSITY)

    assert items.list_items(database, other, ListItems()).items == ()
    for attempt in (
        lambda: items.read_item(database, other, ReadItem(item_id=item.item_id)),
        lambda: items.retire_item(database, other, MoveItem(item_id=item.item_id, version=1)),
        lambda: items.revise_item(
            database, other, ReviseItem(item_id=item.item_id, version=1, content=a_question())
        ),
    ):
        with pytest.raises(UnknownItem):
            attempt()


def test_the_bank_is_read_page_by_page(database: Database) -> None:
    a_bank(database, 3)

    first = items.list_items(database, a_provider(), ListItems(limit=2))
    rest = items.list_items(database, a_provider(), ListItems(limit=2, cursor=first.next_cursor))

    assert [item.code for item in (*first.items, *rest.items)] == ["В-000", "В-001", "В-002"]
    assert rest.next_cursor is None
