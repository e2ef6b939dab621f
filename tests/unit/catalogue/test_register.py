"""Files of published registers, good and bad."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.catalogue.registers import EntryResult, EntryVerdict, RegisterFormat, RegisterUnreadable
from services.catalogue.domain.register import is_in_force, judge
from services.catalogue.domain.register_file import rows

CSV, XML, JSON = RegisterFormat.CSV, RegisterFormat.XML, RegisterFormat.JSON

FILES = {
    "csv with commas": (CSV, "ID,NAME,DATE_END\n1,Терапия,\n2,Терапия (2),2026-09-01\n"),
    "csv with semicolons and a mark": (CSV, "\ufeffid;name;date_end\n1;Терапия;\n2;Терапия (2);01.09.2026\n"),
    "xml": (
        XML,
        "<book><entries><entry><ID>1</ID><NAME>Терапия</NAME></entry>"
        "<entry><ID>2</ID><NAME>Терапия (2)</NAME><DATE_END>2026-09-01</DATE_END></entry></entries></book>",
    ),
    "json records": (
        JSON,
        '[{"ID": 1, "NAME": "Терапия"}, {"ID": 2, "NAME": "Терапия (2)", "DATE_END": "2026-09-01"}]',
    ),
    "json as the federal register answers": (
        JSON,
        '{"result": "OK", "list": [[{"column": "ID", "value": "1"}, {"column": "NAME", "value": "Терапия"}], '
        '[{"column": "ID", "value": "2"}, {"column": "NAME", "value": "Терапия (2)"}, '
        '{"column": "DATE_END", "value": "2026-09-01"}]]}',
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_every_format_holds_the_same_entries(name: str) -> None:
    entries, refused = judge(rows(*FILES[name]))

    assert refused == []
    assert [(each.code, each.name, each.valid_before) for each in entries] == [
        ("1", "Терапия", None),
        ("2", "Терапия (2)", date(2026, 9, 1)),
    ]


BOMB = (
    '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<book><entry><ID>1</ID><NAME>&b;</NAME></entry></book>"
)
THIEF = (
    '<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    "<book><entry><ID>1</ID><NAME>&a;</NAME></entry></book>"
)


@pytest.mark.parametrize(
    ("format", "content"),
    [
        (XML, "<book>"),
        (XML, BOMB),
        (XML, THIEF),
        (XML, "<book/>"),
        (CSV, "ID,NAME\n"),
        (CSV, 'ID,NAME\n"1'),
        (JSON, "{"),
        (JSON, "[" * 100_000),
        (JSON, '"text"'),
        (JSON, "[1]"),
        (JSON, "[]"),
    ],
)
def test_what_is_no_register_is_refused(format: RegisterFormat, content: str) -> None:  # noqa: A002
    with pytest.raises(RegisterUnreadable):
        rows(format, content)


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ({"name": "Терапия"}, EntryVerdict.NO_CODE),
        ({"id": "1"}, EntryVerdict.NO_NAME),
        ({"id": "1" * 65, "name": "Терапия"}, EntryVerdict.TOO_LONG),
        ({"id": "1", "name": "Терапия", "date_begin": "вчера"}, EntryVerdict.DATE_FORMAT),
        (
            {"id": "1", "name": "Терапия", "date_begin": "2026-09-01", "date_end": "2026-09-01"},
            EntryVerdict.DATES_ORDER,
        ),
        ({"id": "1", "name": "Терапия", "successor": "9"}, EntryVerdict.SUCCESSOR_UNKNOWN),
        ({"id": "0", "name": "Терапия"}, EntryVerdict.REPEATED),
    ],
)
def test_a_row_that_is_no_entry_has_its_verdict(row: dict[str, str], verdict: EntryVerdict) -> None:
    _, refused = judge([{"id": "0", "name": "Хирургия"}, row])

    assert refused == [EntryResult(row=2, code=row.get("id"), verdict=verdict)]


def test_an_entry_is_in_force_from_its_day_until_the_day_before_its_end() -> None:
    begins, ends = date(2026, 1, 1), date(2026, 9, 1)

    assert [is_in_force(begins, ends, on) for on in (date(2025, 12, 31), begins)] == [False, True]
    assert [is_in_force(begins, ends, on) for on in (date(2026, 8, 31), ends)] == [True, False]
    assert is_in_force(None, None, begins)


@given(st.lists(st.dictionaries(st.sampled_from(["id", "name", "date_end"]), st.text(max_size=70))))
def test_every_row_is_an_entry_or_has_a_verdict(read: list[dict[str, str]]) -> None:
    entries, refused = judge(read)

    assert len(entries) + len(refused) == len(read)
