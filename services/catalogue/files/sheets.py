"""Rosters as files: CSV, XLSX and JSON, read row by row. Formulas come as text that begins with `=`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import IO

from services.catalogue.domain import roster_row
from services.catalogue.domain.roster import Unreadable
from services.catalogue.domain.roster_row import RosterLine
from services.catalogue.files import objects, tables, workbooks

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cells = Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """ignored: headings of which we know nothing."""

    lines: Iterator[RosterLine]
    ignored: tuple[str, ...]


def read(file: IO[bytes], media_type: str, *, most_rows: int) -> Sheet:
    """The rows that say anything, in their order.

    Raises: Unreadable -- at once, or from the row where reading ends.
    """
    if media_type == "application/json":
        return _objects(file, most_rows)
    reader: Callable[[IO[bytes]], Iterator[Sequence[object]]] = (
        workbooks.rows if media_type == XLSX else tables.rows
    )
    rows = reader(file)
    headings = [_text(cell) for cell in next(rows, ())]
    columns = [roster_row.column(heading) for heading in headings]
    _require_heading(columns)
    ignored = [heading[:200] for heading, name in zip(headings, columns, strict=True) if heading and not name]
    return Sheet(_bounded(_named(rows, columns), most_rows), tuple(ignored[:50]))


def _require_heading(columns: Sequence[str | None]) -> None:
    known = [name for name in columns if name]
    if len(known) != len(set(known)):
        raise Unreadable("roster.heading_repeated", 1)
    if not roster_row.is_heading(set(known)):
        raise Unreadable("roster.heading", 1)


def _named(rows: Iterator[Sequence[object]], columns: Sequence[str | None]) -> Iterator[tuple[int, Cells]]:
    for number, row in enumerate(rows, start=2):
        yield number, {name: _text(cell) for name, cell in zip(columns, row, strict=False) if name}


def _objects(file: IO[bytes], most_rows: int) -> Sheet:
    items = objects.items(file)
    first = next(items, None)
    columns = {name: roster_row.column(name) for name in (first[1] if first else ())}
    _require_heading(list(columns.values()))
    named = (
        (number, {known: _text(cell) for name, cell in item.items() if (known := roster_row.column(name))})
        for number, item in chain([first] if first else [], items)
    )
    ignored = [name[:200] for name, known in columns.items() if not known]
    return Sheet(_bounded(named, most_rows), tuple(ignored[:50]))


def _bounded(rows: Iterator[tuple[int, Cells]], most_rows: int) -> Iterator[RosterLine]:
    for number, cells in rows:
        if not any(text.strip() for text in cells.values()):
            continue
        if number > most_rows + 1:
            raise Unreadable("roster.too_long", number)
        yield roster_row.line(number, cells)


def _text(cell: object) -> str:
    """A whole number as such, a moment as its day."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.date().isoformat() if isinstance(cell, datetime) else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if isinstance(cell, str) else str(cell)
