"""marshmallow fields of the suite: strict, and speaking in rule codes instead of prose.

The texts that people read for each code are in `kernel.rules`.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any
from uuid import UUID

from marshmallow import Schema, ValidationError, fields

from kernel.values import InvalidValue, Length, Range, utc

PLAIN = Length(0, 2000)
YEARS = range(1900, 3000)
ITEMS = Length(0, 10_000)
EXACT_IN_JSON = Range(-(2**53), 2**53)
# Everything below the blank but tab and line ends, and DEL: never typed by a person. And halves of
# surrogate pairs, which JSON can spell and UTF-8 cannot.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
HYPHENATED = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d)?")


class MessageSchema(Schema):
    """The base of every derived schema; unknown fields are judged by the caller of `load`."""

    error_messages = {"unknown": "unknown", "type": "type.object"}


class Text(fields.Field[str]):
    """A JSON string within its bounds, free of control characters."""

    def __init__(self, bound: Length = PLAIN, **options: Any) -> None:
        super().__init__(**options)
        self.bound = bound

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError("type.string")
        if CONTROL.search(value):
            raise ValidationError("text.control")
        if len(value.strip()) < self.bound.least:
            raise ValidationError("text.short")
        if len(value) > self.bound.most:
            raise ValidationError("text.long")
        return value


class Whole(fields.Field[int]):
    """A JSON integer; neither `1.0`, `"1"` nor `true`."""

    def __init__(self, bound: Range = EXACT_IN_JSON, **options: Any) -> None:
        super().__init__(**options)
        self.bound = bound

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValidationError("type.integer")
        if not self.bound.least <= value <= self.bound.most:
            raise ValidationError("number.range")
        return value


class Truth(fields.Field[bool]):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("type.boolean")
        return value


class Instant(fields.Field[datetime]):
    """RFC 3339 with an offset; a naive time is refused, the answer is always UTC."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> datetime:
        if not isinstance(value, str) or not INSTANT.fullmatch(value):
            raise ValidationError("instant.format")
        try:
            moment = utc(datetime.fromisoformat(value.upper()))
        except InvalidValue as error:
            raise ValidationError(error.rule) from error
        except (ValueError, OverflowError) as error:
            raise ValidationError("instant.format") from error
        # Beyond, the legal day of an instant may not exist.
        if moment.year not in YEARS:
            raise ValidationError("instant.range")
        return moment


class Day(fields.Field[date]):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> date:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            raise ValidationError("date.format")
        try:
            day = date.fromisoformat(value)
        except ValueError as error:
            raise ValidationError("date.format") from error
        # Beyond, a span of years before or after it may not exist.
        if day.year not in YEARS:
            raise ValidationError("date.range")
        return day


class Identifier(fields.Field[UUID]):
    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> UUID:
        if not isinstance(value, str) or not HYPHENATED.fullmatch(value):
            raise ValidationError("uuid.format")
        return UUID(value)


class Exact(fields.Field[Decimal]):
    """A decimal number, as a string; a JSON number would be read as a float somewhere."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Decimal:
        if not isinstance(value, str):
            raise ValidationError("decimal.string")
        try:
            number = Decimal(value)
        except InvalidOperation as error:
            raise ValidationError("decimal.format") from error
        if not number.is_finite():
            raise ValidationError("decimal.format")
        return number


class Value(fields.Field[Any]):
    """A value object: written by `str`, read by its own `parse`."""

    def __init__(self, kind: Any, **options: Any) -> None:
        super().__init__(**options)
        self.kind = kind

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:
        if not isinstance(value, str):
            raise ValidationError("type.string")
        if len(value) > PLAIN.most:
            raise ValidationError("text.long")
        try:
            return self.kind.parse(value)
        except InvalidValue as error:
            raise ValidationError(error.rule) from error


class Choice(fields.Field[Enum]):
    def __init__(self, kind: type[Enum], **options: Any) -> None:
        super().__init__(**options)
        self.kind = kind

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Enum:
        try:
            return self.kind(value)
        except ValueError as error:
            raise ValidationError("choice") from error


class Sequence(fields.List[Any]):
    """A JSON array within its bounds, handed on as a tuple (or the frozenset the message declares)."""

    def __init__(self, inner: fields.Field[Any], kind: Any, bound: Length = ITEMS, **options: Any) -> None:
        super().__init__(inner, **options)
        self.kind = kind
        self.bound = bound
        self.error_messages["invalid"] = "type.array"

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> Any:
        if isinstance(value, list) and len(value) < self.bound.least:
            raise ValidationError("list.short")
        if isinstance(value, list) and len(value) > self.bound.most:
            raise ValidationError("list.long")
        return self.kind(super()._deserialize(value, attr, data, **more))


class Mapping(fields.Dict):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages["invalid"] = "type.object"


class Nested(fields.Nested):
    def __init__(self, nested: Any, **options: Any) -> None:
        super().__init__(nested, **options)
        self.error_messages["type"] = "type.object"


# What every field says when it is absent, or null where null means nothing.
MISSING = {"required": "required", "null": "null"}

SCALARS: dict[Any, Any] = {
    str: Text,
    int: Whole,
    bool: Truth,
    datetime: Instant,
    date: Day,
    UUID: Identifier,
    Decimal: Exact,
    dict: fields.Raw,
    object: fields.Raw,
}
