"""A JSON array of objects, one object at a time: the array is never in memory as a whole."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import IO

from kernel.sheets.faults import Unreadable

PIECE = LONGEST_OBJECT = 64 * 1024
BLANKS = " \t\r\n"


def items(file: IO[bytes]) -> Iterator[tuple[int, Mapping[str, object]]]:
    """Each object, numbered from 2: the same row has the same number in every format.

    Raises: Unreadable.
    """
    number = 1
    try:
        for number, item in enumerate(_values(_Signs(file)), start=2):
            if not isinstance(item, dict):
                raise Unreadable("type.object", number)
            yield number, item
    except (ValueError, RecursionError) as error:
        raise Unreadable("json.syntax", number) from error


def _values(signs: _Signs) -> Iterator[object]:
    """Raises: ValueError, RecursionError."""
    signs.take("[")
    if signs.next() != "]":
        yield signs.value()
        while signs.next() == ",":
            signs.take(",")
            yield signs.value()
    signs.take("]")
    signs.take("")


class _Signs:
    """What is left of the text. Raises everywhere: ValueError -- it is no JSON, or no UTF-8."""

    def __init__(self, file: IO[bytes]) -> None:
        self._text = codecs.getreader("utf-8-sig")(file)
        self._decoder = json.JSONDecoder()
        self._held, self._at = "", 0

    def next(self) -> str:
        """The next sign that is no blank; empty at the end."""
        while True:
            while self._held[self._at : self._at + 1] in BLANKS and self._at < len(self._held):
                self._at += 1
            if self._at < len(self._held) or not self._refill():
                return self._held[self._at : self._at + 1]

    def take(self, sign: str) -> None:
        if self.next() != sign:
            raise ValueError(sign)
        self._at += len(sign)

    def value(self) -> object:
        """The next object."""
        if self.next() != "{":
            return None
        while True:
            try:
                value, self._at = self._decoder.raw_decode(self._held, self._at)
                return value
            except json.JSONDecodeError:
                if len(self._held) - self._at > LONGEST_OBJECT or not self._refill():
                    raise

    def _refill(self) -> bool:
        """Whether there was more to read."""
        piece = self._text.read(PIECE)
        self._held, self._at = self._held[self._at :] + piece, 0
        return piece != ""
