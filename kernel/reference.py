"""Reference data: CSV files under `data/`, read into frozen dataclasses.

A file may have more columns than a reader needs, never fewer. An empty cell is
`None` where the field allows it; `;` separates the items of a tuple; a yes or a
no is a boolean; every other type reads its cell with its own `parse`.

A service with dictionaries has a module `reference` that migration calls:

    def load(connection: sa.Connection, folder: Path) -> None:
        upsert(connection, tables.policies, read(folder / "policies.csv", PolicyRow))
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

Row = TypeVar("Row")
Cell = Callable[[str], Any]


class UnreadableData(ValueError):
    """A file of reference data is not what its reader expects; the message says where."""


def read(path: Path, row: type[Row]) -> tuple[Row, ...]:
    """The rows of a file, in its order.

    row: a dataclass whose fields are columns of the file.
    Raises: UnreadableData -- a column is missing, or a cell does not fit its type.
    """
    cells = _cells(row)
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, strict=True)
        missing = sorted(cells.keys() - set(lines.fieldnames or ()))
        if missing:
            raise UnreadableData(f"{path.name}: no column {', '.join(missing)}")
        return tuple(row(**dict(_values(path, lines.line_num, line, cells))) for line in lines)


def upsert(connection: sa.Connection, table: sa.Table, rows: Sequence[Any]) -> None:
    """Insert the rows whose primary key is new, update the others; rows of no file stay.

    rows: dataclasses whose fields are columns of the table.
    """
    if not rows:
        return
    statement = insert(table)
    key = {column.name for column in table.primary_key}
    names = [field.name for field in fields(rows[0])]
    changed = {name: statement.excluded[name] for name in names if name not in key}
    connection.execute(
        statement.on_conflict_do_update(index_elements=sorted(key), set_=changed),
        [{name: getattr(row, name) for name in names} for row in rows],
    )


def _values(
    path: Path, number: int, line: dict[str, str | None], cells: dict[str, Cell]
) -> Iterator[tuple[str, Any]]:
    if None in line or None in line.values():
        raise UnreadableData(f"{path.name}, line {number}: {len(line)} columns do not fit the heading")
    for column, cell in cells.items():
        text = (line[column] or "").strip()
        try:
            yield column, cell(text)
        except (ValueError, ArithmeticError) as error:
            raise UnreadableData(f"{path.name}, line {number}, column {column}: {text!r}: {error}") from error


def _cells(row: type[Any]) -> dict[str, Cell]:
    hints = get_type_hints(row)
    return {field.name: _cell(hints[field.name]) for field in fields(row)}


def _cell(hint: Any) -> Cell:
    """How a cell of a type is read; no type is guessed."""
    if get_origin(hint) in (Union, UnionType):
        inner = _cell(next(kind for kind in get_args(hint) if kind is not NoneType))
        return lambda text: inner(text) if text else None
    if get_origin(hint) is tuple:
        item = _cell(get_args(hint)[0])
        return lambda text: tuple(item(part.strip()) for part in text.split(";")) if text else ()
    return _SIMPLE.get(hint) or (hint if issubclass(hint, Enum) else hint.parse)


def _text(text: str) -> str:
    if not text:
        raise ValueError("must not be empty")
    return text


def _truth(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("must be yes or no")
    return text == "yes"


_SIMPLE: dict[Any, Cell] = {
    str: _text,
    int: int,
    bool: _truth,
    Decimal: Decimal,
    date: date.fromisoformat,
}
