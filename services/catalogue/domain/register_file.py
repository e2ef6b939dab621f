"""Published files of registers: CSV, XML and JSON, read into the same rows. What they hold is not trusted."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # it has no types
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from contracts.catalogue.registers import RegisterFormat, RegisterUnreadable

Row = Mapping[str, str]
MOST_ROWS = 20_000


def rows(format: RegisterFormat, content: str) -> list[Row]:  # noqa: A002 -- the word of the contract
    """The rows of a file, each with its columns by their names in small letters.

    Raises: RegisterUnreadable.
    """
    found: list[Row] = []
    for row in READERS[format](content.removeprefix("\ufeff")):
        if len(found) == MOST_ROWS:
            raise RegisterUnreadable(content="register.too_long")
        found.append(row)
    if not found:
        raise RegisterUnreadable(content="register.empty")
    return found


def _of_csv(content: str) -> Iterator[Row]:
    heading = content.split("\n", 1)[0]
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    try:
        for row in csv.DictReader(StringIO(content), delimiter=delimiter, strict=True):
            yield {name.strip().lower(): (text or "").strip() for name, text in row.items() if name}
    except csv.Error as error:
        raise RegisterUnreadable(content="register.syntax") from error


def _of_xml(content: str) -> Iterator[Row]:
    """`<book><entries><entry><ID>1</ID>...`: whatever is named `entry`, or `record`, is a row."""
    try:
        # Neither entities nor a document type: they read other files, or grow without bound.
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise RegisterUnreadable(content="register.syntax") from error
    for entry in root.iter():
        if _name(entry.tag) in ("entry", "record"):
            yield {_name(cell.tag): (cell.text or "").strip() for cell in entry}


def _of_json(content: str) -> Iterator[Row]:
    """Records, or, as the federal register answers, `{"list": [[{"column": "ID", "value": "1"}, ...]]}`."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise RegisterUnreadable(content="register.syntax") from error
    records = told.get("list") if isinstance(told, dict) else told
    if not isinstance(records, list):
        raise RegisterUnreadable(content="register.shape")
    for record in records:
        yield _cells(record)


def _cells(record: Any) -> Row:
    if isinstance(record, dict):
        return {str(name).lower(): _text(value) for name, value in record.items()}
    if isinstance(record, list) and all(isinstance(cell, dict) and "column" in cell for cell in record):
        return {str(cell["column"]).lower(): _text(cell.get("value")) for cell in record}
    raise RegisterUnreadable(content="register.shape")


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _name(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()


READERS: Mapping[RegisterFormat, Callable[[str], Iterator[Row]]] = {
    RegisterFormat.CSV: _of_csv,
    RegisterFormat.XML: _of_xml,
    RegisterFormat.JSON: _of_json,
}
