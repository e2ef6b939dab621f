"""XLSX, the first sheet of it, row by row. Nothing is computed: a formula comes as its text."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import IO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from kernel.sheets.faults import Unreadable

# What may be unpacked of one file, and of the texts in it, which stay in memory while it is read.
MOST_UNPACKED, MOST_TEXTS = 256 * 1024 * 1024, 32 * 1024 * 1024
MOST_COLUMNS = 40
TEXTS = "xl/sharedStrings.xml"
# How broken files, and such as were made to do harm, end the reading of them.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    ParseError,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
)
PLAIN = (str, bool, int, float, datetime, date)


def rows(file: IO[bytes]) -> Iterator[Sequence[object]]:
    """The heading, then every row, empty ones included. Raises: Unreadable."""
    number = 0
    try:
        _require_small(file)
        book = load_workbook(file, read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says about its size need not be so
        for row in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS):
            number += 1
            yield [_cell(cell) for cell in row]
    except BROKEN as error:
        raise Unreadable("table.workbook", number + 1 if number else None) from error


def _require_small(file: IO[bytes]) -> None:
    """Raises: Unreadable -- it would grow beyond measure."""
    with zipfile.ZipFile(file) as packed:
        sizes = {entry.filename: entry.file_size for entry in packed.infolist()}
    if sum(sizes.values()) > MOST_UNPACKED or sizes.get(TEXTS, 0) > MOST_TEXTS:
        raise Unreadable("table.unpacked")


def _cell(cell: object) -> object:
    """What is no plain value is a formula of some kind."""
    return cell if cell is None or isinstance(cell, PLAIN) else "="
