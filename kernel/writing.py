"""From messages to JSON data: each class is written by a function that is made of its type hints, once.

A message is known to be sound, so nothing is judged here; marshmallow, which judges what is read,
takes four times as long to write it.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

Write = Callable[[Any], Any]


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _exact(value: Decimal) -> str:
    return format(value, "f")


def _choice(value: Enum) -> Any:
    return value.value


# None: it is JSON already.
SCALARS: dict[Any, Write | None] = {
    str: None,
    int: None,
    bool: None,
    dict: None,
    object: None,
    datetime: _instant,
    date: date.isoformat,
    UUID: str,
    Decimal: _exact,
}


@cache
def of(cls: Any) -> Write:
    """How messages of this class are written."""
    hints = get_type_hints(cls)
    ways = tuple((field.name, _way(hints[field.name])) for field in dataclasses.fields(cls))

    def write(message: Any) -> dict[str, Any]:
        written = {}
        for name, way in ways:
            value = getattr(message, name)
            written[name] = value if way is None or value is None else way(value)
        return written

    return write


def _way(hint: Any) -> Write | None:
    """How a value with this type hint, which is not None, is written."""
    if isinstance(hint, typing.NewType):
        return _way(hint.__supertype__)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        [inner] = [argument for argument in arguments if argument is not type(None)]
        return _way(inner)
    if origin in (tuple, list):
        return _each(_way(arguments[0]))
    if origin is frozenset:
        in_turn = _each(_way(arguments[0]))
        return lambda values: in_turn(sorted(values))
    if origin is dict:
        return _mapping(*map(_way, arguments))
    return _plain(hint)


def _plain(hint: Any) -> Write | None:
    if hint in SCALARS:
        return SCALARS[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _choice
    if dataclasses.is_dataclass(hint) and not hasattr(hint, "parse"):
        return _message(hint)
    return str


def _message(kind: Any) -> Write:
    """Made when first needed: messages may hold their own kind."""
    return lambda message: of(kind)(message)


def _each(way: Write | None) -> Write:
    if way is None:
        return list
    return lambda values: [value if value is None else way(value) for value in values]


def _mapping(of_key: Write | None, of_value: Write | None) -> Write:
    write_key, write_value = of_key or _as_it_is, of_value or _as_it_is
    return lambda values: {
        write_key(key): value if value is None else write_value(value) for key, value in values.items()
    }


def _as_it_is(value: Any) -> Any:
    return value
