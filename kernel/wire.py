"""Dataclass <-> JSON, derived from the type hints: read by marshmallow schemas, written by `writing`.

A message is declared once, as a frozen dataclass in `contracts`; its schema is
derived here, so no field is ever written down twice.

The profile, the same for HTTP, RPC and events: instants are RFC 3339 in UTC with
`Z`, days `YYYY-MM-DD`, decimals and credits strings, absent facts explicit nulls.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from marshmallow import Schema, ValidationError, fields, post_load

from kernel import fields as ours
from kernel import writing
from kernel.messages import Invalid
from kernel.values import InvalidValue

T = TypeVar("T")
Unknown = typing.Literal["exclude", "raise"]


def load(cls: type[T], payload: object, *, strict: bool = False) -> T:
    """Parse JSON data into `cls`.

    strict: refuse unknown fields. Commands are strict; results and events are
    tolerant, so that services may be deployed in any order.

    Raises: Invalid -- details name each offending field and its broken rule.
    """
    if not isinstance(payload, dict):
        raise Invalid({"": "type.object"})
    try:
        return typing.cast(T, _schema(cls, "raise" if strict else "exclude").load(payload))
    except ValidationError as error:
        raise Invalid(_flatten(error.messages)) from error


def dump(message: object) -> dict[str, Any]:
    """JSON data of a message: only strings, numbers, booleans, nulls, lists and objects."""
    kind: Any = type(message)
    return typing.cast(dict[str, Any], writing.of(kind)(message))


def canonical(payload: object) -> bytes:
    """One text per value: sorted keys, no blanks, UTF-8. What is hashed and signed.

    For the data this module dumps it agrees with RFC 8785: it holds no floats.
    """
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _flatten(messages: Any, path: str = "") -> dict[str, str]:
    """marshmallow's nested messages -> {"rows.3.snils": "snils.checksum"}."""
    if not isinstance(messages, dict):
        return {path: str(messages[0] if isinstance(messages, list) else messages)}
    return {
        at: rule
        for key, inner in messages.items()
        for at, rule in _flatten(inner, f"{path}.{key}".strip(".") if key != "_schema" else path).items()
    }


_schemas: dict[tuple[Any, Unknown], Schema] = {}


def _schema(cls: Any, unknown: Unknown) -> Schema:
    """The one schema of a message class for one way with unknown fields."""
    if (cls, unknown) not in _schemas:
        _schemas[cls, unknown] = _derive(cls, unknown)
    return _schemas[cls, unknown]


def _derive(cls: Any, unknown: Unknown) -> Schema:
    hints = get_type_hints(cls, include_extras=True)
    declared: dict[str, Any] = {
        f.name: _field(hints[f.name], unknown, required=_required(f)) for f in dataclasses.fields(cls)
    }
    declared["_build"] = post_load(lambda self, data, **_: _build(cls, data))
    derived: type[Schema] = type(f"{cls.__name__}Schema", (ours.MessageSchema,), declared)
    return derived(unknown=unknown)


def _required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _build(cls: type[T], data: dict[str, Any]) -> T:
    try:
        return cls(**data)
    except InvalidValue as error:
        raise ValidationError(error.rule) from error


def _field(hint: Any, unknown: Unknown, **options: Any) -> fields.Field[Any]:
    """The marshmallow field for a type hint."""
    if isinstance(hint, typing.NewType):
        return _field(hint.__supertype__, unknown, **options)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is typing.Annotated:
        return _field(arguments[0], unknown, **options, bound=arguments[1])
    if origin in (Union, types.UnionType):
        [inner] = [argument for argument in arguments if argument is not type(None)]
        return _field(inner, unknown, **options, allow_none=True)
    options.setdefault("error_messages", ours.MISSING)
    if origin in (tuple, list, frozenset):
        return ours.Sequence(_field(arguments[0], unknown), origin, **options)
    if origin is dict:
        return ours.Mapping(
            keys=_field(arguments[0], unknown), values=_field(arguments[1], unknown), **options
        )
    return _plain(hint, unknown, options)


def _plain(hint: Any, unknown: Unknown, options: dict[str, Any]) -> fields.Field[Any]:
    if hint in ours.SCALARS:
        scalar: fields.Field[Any] = ours.SCALARS[hint](**options)
        return scalar
    if isinstance(hint, type) and issubclass(hint, Enum):
        return ours.Choice(hint, **options)
    if dataclasses.is_dataclass(hint) and not hasattr(hint, "parse"):
        return ours.Nested(lambda: _schema(hint, unknown), unknown=unknown, **options)
    return ours.Value(hint, **options)
