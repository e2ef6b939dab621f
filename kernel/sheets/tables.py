"""CSV as people save it: in one of two encodings, with one of three delimiters."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import IO

from kernel.sheets.faults import Unreadable

PIECE = 256 * 1024
DELIMITERS = (";", ",", "\t")
LONGEST_LINE = 64 * 1024


def rows(file: IO[bytes], column: Callable[[str], str | None]) -> Iterator[Sequence[object]]:
    """The heading, then every row. column: which column of ours a heading means. Raises: Unreadable."""
    text = io.TextIOWrapper(file, encoding=_encoding(file), newline="")
    heading = text.readline(LONGEST_LINE)
    text.seek(0)
    number = 0
    try:
        for row in csv.reader(text, delimiter=_delimiter(heading, column)):
            number += 1
            yield row
    except csv.Error as error:
        raise Unreadable("table.syntax", number + 1) from error
    finally:
        # Whoever opened the file closes it, perhaps before nobody reads here any more.
        with contextlib.suppress(ValueError):
            text.detach()


def _encoding(file: IO[bytes]) -> str:
    """UTF-8 if all of it is, else Windows-1251, in which Russian tables are saved.

    Raises: Unreadable -- it is neither, or no text at all.
    """
    encodings = ["utf-8-sig", "cp1251"]
    decoders = {name: codecs.getincrementaldecoder(name)() for name in encodings}
    for piece in iter(lambda: file.read(PIECE), b""):
        if b"\0" in piece:
            raise Unreadable("table.encoding")
        encodings = [name for name in encodings if _decodes(decoders[name], piece)]
    encodings = [name for name in encodings if _decodes(decoders[name], b"", final=True)]
    file.seek(0)
    if not encodings:
        raise Unreadable("table.encoding")
    return encodings[0]


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(heading: str, column: Callable[[str], str | None]) -> str:
    """The one that finds most of our columns in the heading."""

    def columns(delimiter: str) -> int:
        [cells] = csv.reader([heading.strip("\r\n")], delimiter=delimiter)
        return sum(column(cell) is not None for cell in cells)

    return max(DELIMITERS, key=columns) if heading.strip() else ";"
