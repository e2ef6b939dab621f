"""Tables as files: CSV, XLSX and JSON, read row by row. Formulas come as text that begins with `=`.

with fetched(files, key, size=…, sha256=…) as file:
    sheet = sheets.read(file, media_type, column=NAMES.get, is_heading={"snils"}.issubset, most_rows=1000)
    for number, cells in sheet.rows: ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import IO

from kernel.sheets import objects, tables, workbooks
from kernel.sheets.faults import Unreadable

__all__ = ["XLSX", "Cells", "Sheet", "Unreadable", "read"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cells = Mapping[str, str]
Row = tuple[int, Cells]
Column = Callable[[str], str | None]


@dataclass(frozen=True)
class Sheet:
    """rows: those that say anything, in their order: the number in the file, the heading being the first,
    and column -> text. ignored: headings of which the reader knows nothing.
    """

    rows: Iterator[Row]
    ignored: tuple[str, ...]


def read(
    file: IO[bytes],
    media_type: str,
    *,
    column: Column,
    is_heading: Callable[[set[str]], bool],
    most_rows: int,
    lacking: str = "table.heading",
) -> Sheet:
    """The rows of a file.

    column: which column of ours a heading means. is_heading: whether these are enough; where they are
    not, the file breaks the rule `lacking`.
    Raises: Unreadable -- at once, or from the row where reading ends.
    """
    if media_type == "application/json":
        items = objects.items(file)
        first = next(items, None)
        headings: Sequence[str] = [*(first[1] if first else ())]
        columns = [column(heading) for heading in headings]
        rows = _of_objects(chain([first] if first else [], items), column)
    else:
        lines = workbooks.rows(file) if media_type == XLSX else tables.rows(file, column)
        headings = [_text(cell) for cell in next(lines, ())]
        columns = [column(heading) for heading in headings]
        rows = _named(lines, columns)
    _require_heading(columns, is_heading, lacking)
    ignored = [heading[:200] for heading, name in zip(headings, columns, strict=True) if heading and not name]
    return Sheet(_bounded(rows, most_rows), tuple(ignored[:50]))


def _require_heading(
    columns: Sequence[str | None], is_heading: Callable[[set[str]], bool], lacking: str
) -> None:
    known = [name for name in columns if name]
    if len(known) != len(set(known)):
        raise Unreadable("table.heading_repeated", 1)
    if not is_heading(set(known)):
        raise Unreadable(lacking, 1)


def _named(lines: Iterator[Sequence[object]], columns: Sequence[str | None]) -> Iterator[Row]:
    for number, line in enumerate(lines, start=2):
        yield number, {name: _text(cell) for name, cell in zip(columns, line, strict=False) if name}


def _of_objects(items: Iterator[tuple[int, Mapping[str, object]]], column: Column) -> Iterator[Row]:
    for number, item in items:
        yield number, {known: _text(cell) for name, cell in item.items() if (known := column(name))}


def _bounded(rows: Iterator[Row], most_rows: int) -> Iterator[Row]:
    for number, cells in rows:
        if not any(text.strip() for text in cells.values()):
            continue
        if number > most_rows + 1:
            raise Unreadable("table.too_long", number)
        yield number, cells


def _text(cell: object) -> str:
    """A whole number as such, a moment as its day."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.date().isoformat() if isinstance(cell, datetime) else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if isinstance(cell, str) else str(cell)
