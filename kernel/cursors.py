"""Keyset cursors: where a page ended, opaque to those who carry it."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from kernel.fields import CONTROL
from kernel.messages import Invalid
from kernel.values import utc

LAST = 2**63 - 1  # of a bigint
DIGITS = 30  # before or behind the point: more than anything has that is sorted by


def encode(*parts: str) -> str:
    """The cursor behind the row whose sort key is `parts`."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def decode(cursor: str, count: int) -> tuple[str, ...]:
    """The sort key in `cursor`, of `count` parts.

    Raises: Invalid -- the cursor was not made by `encode`, or for another list.
    """
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, UnicodeError) as error:
        raise Invalid(cursor="cursor.format") from error
    if not isinstance(parts, list) or len(parts) != count or not all(map(_is_text, parts)):
        raise Invalid(cursor="cursor.format")
    return tuple(parts)


def _is_text(part: object) -> bool:
    return isinstance(part, str) and CONTROL.search(part) is None


def read(cursor: str, *readers: Callable[[str], Any]) -> tuple[Any, ...]:
    """The sort key in `cursor`, each part read by its reader: `read(cursor, UUID)`.

    Raises: Invalid -- as `decode`, or a reader refuses its part with a ValueError.
    """
    parts = decode(cursor, len(readers))
    try:
        return tuple(reader(part) for reader, part in zip(readers, parts, strict=True))
    except ValueError as error:
        raise Invalid(cursor="cursor.format") from error


def identifier(cursor: str | None) -> UUID | None:
    """The identifier in a cursor of one part; none for the first page. Raises: Invalid."""
    return None if cursor is None else UUID(str(read(cursor, UUID)[0]))


def position(cursor: str | None) -> int:
    """The position in a cursor of one part; 0 for the first page. Raises: Invalid."""
    return 0 if cursor is None else int(read(cursor, whole)[0])


def whole(text: str) -> int:
    """Reads a number that a database may have counted to."""
    if not text.isdecimal() or int(text) > LAST:
        raise ValueError("not a position")
    return int(text)


def instant(text: str) -> datetime:
    """Reads an instant that a database may hold."""
    try:
        return utc(datetime.fromisoformat(text))
    except OverflowError as error:
        raise ValueError("not an instant") from error


def exact(text: str) -> Decimal:
    """Reads a number that a database may have reckoned."""
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError("not a number") from error
    if not number.is_finite() or abs(number.adjusted()) > DIGITS:
        raise ValueError("not a number of ours")
    return number
