"""Rosters as files: what people save, and what others make to do harm."""

from __future__ import annotations

import contextlib
import io
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.sheets import Unreadable
from services.catalogue.domain.roster_row import RosterLine
from services.catalogue.files import sheets
from tests.builders.rosters import CSV, HEADING, JSON, XLSX, a_csv, a_snils, a_workbook, some_json

WHO = str(a_snils(1))
DAY = date(2026, 11, 25)
ROW = (WHO, "25.11.2026", 190, 3)


def lines(content: bytes, media_type: str = CSV, *, most_rows: int = 1000) -> list[RosterLine]:
    return list(sheets.read(io.BytesIO(content), media_type, most_rows=most_rows).lines)


def refusal(content: bytes, media_type: str = CSV, **told: Any) -> tuple[str, int | None]:
    with pytest.raises(Unreadable) as refused:
        lines(content, media_type, **told)
    return refused.value.rule, refused.value.line


EXPECTED = RosterLine(number=2, snils=a_snils(1), attended_on=DAY, minutes=190, checks_passed=3)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (a_csv(ROW), CSV),
        (a_csv(ROW, delimiter=","), CSV),
        (a_csv(ROW, delimiter="\t"), CSV),
        (b"\xef\xbb\xbf" + a_csv(ROW), CSV),
        (a_csv(ROW).decode().encode("cp1251"), CSV),
        (a_csv(ROW[::-1], heading=HEADING[::-1]), CSV),
        (a_csv((f'"{WHO}"', "2026-11-25", " 190 ", '"3"')), CSV),
        (a_workbook(ROW), XLSX),
        (a_workbook((WHO, datetime(2026, 11, 25, tzinfo=UTC).replace(tzinfo=None), 190.0, "3")), XLSX),
        (some_json([{"snils": WHO, "attended_on": "2026-11-25", "minutes": 190, "checks_passed": 3}]), JSON),
    ],
    ids=["csv", "comma", "tab", "bom", "cp1251", "reordered", "quoted", "xlsx", "typed cells", "json"],
)
def test_the_same_row_is_read_however_it_is_saved(content: bytes, media_type: str) -> None:
    assert lines(content, media_type) == [EXPECTED]


def test_a_number_from_which_a_table_dropped_the_noughts_is_still_known() -> None:
    [line] = lines(a_workbook((8765430300, DAY, 190, 3)), XLSX)

    assert str(line.snils) == "087-654-303 00"


def test_blank_rows_are_passed_over_and_keep_their_numbers() -> None:
    assert [line.number for line in lines(a_csv((), ROW, ("", "", "", ""), ROW))] == [3, 5]


def test_unknown_columns_are_ignored_and_named() -> None:
    content = a_csv((*ROW, "терапевт"), heading=(*HEADING, "Должность"))

    sheet = sheets.read(io.BytesIO(content), CSV, most_rows=10)

    assert (sheet.ignored, list(sheet.lines)) == (("Должность",), [EXPECTED])


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ((WHO, "31.02.2026", 190, 3), {"attended_on": "date.format"}),
        ((WHO, "25.11.2026", "много", 3), {"minutes": "type.integer"}),
        ((WHO, "25.11.2026", -5, 3), {"minutes": "type.integer"}),
        ((WHO, "25.11.2026", 999_999, 3), {"minutes": "number.range"}),
        ((WHO, "25.11.2026", "", 3), {"minutes": "required"}),
        (("112-233-445 94", "25.11.2026", 190, 3), {"snils": "snils.checksum"}),
        (("", "25.11.2026", 190, 3), {"snils": "roster.who"}),
        (
            ("=HYPERLINK(1)", "25.11.2026", "=1+1", "=A1"),
            {"snils": "table.formula", "minutes": "table.formula", "checks_passed": "table.formula"},
        ),
    ],
)
@pytest.mark.parametrize("media_type", [CSV, XLSX])
def test_each_cell_that_breaks_a_rule_is_named(
    media_type: str, row: tuple[object, ...], faults: dict[str, str]
) -> None:
    content = a_csv(row, ROW) if media_type == CSV else a_workbook(row, ROW)

    broken, sound = lines(content, media_type)

    assert (broken.faults, sound.faults) == (faults, {})


def test_a_participant_is_named_in_one_way() -> None:
    content = a_csv((WHO, WHO, DAY, 190), heading=("СНИЛС", "person_id", "Дата", "Минуты"))

    [line] = lines(content)

    assert line.faults == {"snils": "roster.who", "person_id": "uuid.format"}


@pytest.mark.parametrize(
    ("content", "media_type", "rule"),
    [
        (a_csv(ROW).decode().encode("utf-16"), CSV, "table.encoding"),
        (a_csv(ROW).decode().encode("koi8-r"), CSV, "roster.heading"),
        (a_csv(ROW, delimiter="|"), CSV, "roster.heading"),
        (b"", CSV, "roster.heading"),
        (a_csv(heading=("СНИЛС", "snils", "Дата", "Минуты")), CSV, "table.heading_repeated"),
        (a_csv(ROW) + b'\r\n"' + b"x" * 200_000, CSV, "table.syntax"),
        (b"PK\x03\x04 no archive", XLSX, "table.workbook"),
        (a_workbook(ROW)[:-200], XLSX, "table.workbook"),
        (a_csv(ROW), XLSX, "table.workbook"),
        (b'[{"snils": "1", "attended_on": "2026-11-25", "minutes": 1}, {]', JSON, "json.syntax"),
        (b'[{"snils": "1", "attended_on": "2026-11-25", "minutes": 1}, 7]', JSON, "type.object"),
        (b"[" * 100_000, JSON, "type.object"),
        (b'{"a":' * 100_000, JSON, "json.syntax"),
        (b"[" + b'{"a":' * 100_000, JSON, "json.syntax"),
        (b"[" + b" " * 300_000, JSON, "type.object"),
        (b'[{"a": "' + b"x" * 300_000 + b'"}]', JSON, "json.syntax"),
        (b'[{"snils": "1", "attended_on": "2026-11-25", "minutes": 1}] 7', JSON, "json.syntax"),
        (b"[]", JSON, "roster.heading"),
        (b"\xff\xfe", JSON, "json.syntax"),
    ],
)
def test_what_is_no_roster_is_refused_with_the_rule(content: bytes, media_type: str, rule: str) -> None:
    assert refusal(content, media_type)[0] == rule


@pytest.mark.parametrize("media_type", [CSV, XLSX])
def test_no_more_rows_are_read_than_may_be_handed_in(media_type: str) -> None:
    make = a_csv if media_type == CSV else a_workbook

    assert len(lines(make(*[ROW] * 5), media_type, most_rows=5)) == 5
    assert refusal(make(*[ROW] * 6), media_type, most_rows=5) == ("table.too_long", 7)


def repacked(content: bytes, **others: bytes) -> bytes:
    """The workbook with other parts: `sheet1=b"<...>"`."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            name = entry.rsplit("/", 1)[-1].removesuffix(".xml")
            new.writestr(entry, others.get(name, old.read(entry)))
        if "sharedStrings" in others:
            new.writestr("xl/sharedStrings.xml", others["sharedStrings"])
    return made.getvalue()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)


def test_a_workbook_that_grows_beyond_measure_is_not_unpacked() -> None:
    content = repacked(a_workbook(ROW), sharedStrings=b" " * 40_000_000)

    assert len(content) < 100_000
    assert refusal(content, XLSX) == ("table.unpacked", None)


def test_a_workbook_with_entities_of_its_own_is_refused() -> None:
    assert refusal(repacked(a_workbook(ROW), sheet1=BOMB), XLSX)[0] == "table.workbook"


@pytest.mark.parametrize("media_type", [CSV, XLSX])
def test_reading_takes_little_memory_however_long_the_file_is(media_type: str) -> None:
    rows = [ROW] * 1500
    content = a_csv(*rows) if media_type == CSV else a_workbook(*rows)
    file = io.BytesIO(content)

    tracemalloc.start()
    count = sum(1 for _ in sheets.read(file, media_type, most_rows=10_000).lines)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 1500
    assert most < 2_000_000


@given(st.binary(max_size=300), st.sampled_from([CSV, JSON, XLSX]))
def test_no_bytes_do_anything_but_be_read_or_refused(content: bytes, media_type: str) -> None:
    with contextlib.suppress(Unreadable):
        lines(content, media_type)
