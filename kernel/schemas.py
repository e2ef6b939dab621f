"""Dataclass -> JSON Schema 2020-12, from the same type hints as `kernel.wire`.

What people and machines read about a message is derived from the message, so the
published schema cannot drift from what is accepted.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import types
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, NewType, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from kernel.fields import ITEMS
from kernel.identifiers import (
    DepartmentCode,
    Email,
    Inn,
    Kpp,
    Ogrn,
    Oid,
    OrganisationInn,
    PassportNumber,
    PassportSeries,
    PersonInn,
    Phone,
    Snils,
)
from kernel.money import Money
from kernel.values import Credits, Length

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Json = dict[str, Any]

# How values are written. Where one forgives blanks and hyphens, only its format is named.
VALUES: Mapping[Any, Json] = {
    Credits: {"type": "string", "pattern": r"^[0-9]{1,6}(\.[0-9])?$", "examples": ["36.0"]},
    Money: {
        "type": "string",
        "pattern": r"^[0-9]{1,12}(\.[0-9]{1,2})?( RUB)?$",
        "examples": ["1500.00 RUB"],
    },
    Snils: {"type": "string", "format": "snils", "examples": ["112-233-445 95"]},
    PersonInn: {"type": "string", "format": "inn-person", "examples": ["500100732259"]},
    OrganisationInn: {"type": "string", "format": "inn-organisation", "examples": ["7707083893"]},
    Inn: {"type": "string", "format": "inn", "examples": ["7707083893"]},
    Ogrn: {"type": "string", "format": "ogrn", "examples": ["1027700132195"]},
    Kpp: {"type": "string", "format": "kpp", "examples": ["770801001"]},
    Oid: {"type": "string", "format": "oid", "examples": ["1.2.643.5.1.13.13.12.2.78.8646"]},
    PassportSeries: {"type": "string", "format": "passport-series", "examples": ["45 08"]},
    PassportNumber: {"type": "string", "format": "passport-number", "examples": ["123456"]},
    DepartmentCode: {"type": "string", "format": "department-code", "examples": ["770-001"]},
    Phone: {"type": "string", "format": "phone", "examples": ["+79001234567"]},
    Email: {"type": "string", "format": "email", "examples": ["ivanova@example.org"]},
}

SCALARS: Mapping[Any, Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    UUID: {"type": "string", "format": "uuid"},
    Decimal: {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    object: {},
    **VALUES,
}


def document(cls: Any, *, without: Collection[str] = ()) -> Json:
    """The schema of `cls` as a document that stands alone. without: fields that travel elsewhere."""
    schemas = Schemas("#/$defs/")
    root = omit(schemas.reading(cls), without)
    return {"$schema": DIALECT, **root, **({"$defs": schemas.definitions} if schemas.definitions else {})}


class Schemas:
    """Schemas that refer to one another by name. at: where the definitions will be found."""

    def __init__(self, at: str) -> None:
        self._at = at
        self._classes: dict[str, Any] = {}
        self.definitions: dict[str, Json] = {}

    def refer(self, cls: Any) -> Json:
        """A reference to `cls`, which is defined if it was not yet."""
        name = self._name(cls)
        if name not in self.definitions:
            self.definitions[name] = {}  # holds the place, should the class contain itself
            self.definitions[name] = self.reading(cls)
        return {"$ref": f"{self._at}{name}"}

    def reading(self, cls: Any) -> Json:
        """What `cls` looks like to those who read it; fields may be added to it."""
        if issubclass(cls, Enum):
            return {"type": "string", "enum": [member.value for member in cls], **_described(cls)}
        return self._object(cls, strict=False)

    def writing(self, cls: Any) -> Json:
        """What is accepted as `cls`; nothing but its own fields."""
        return self._object(cls, strict=True)

    def fields(self, cls: Any, *, strict: bool) -> dict[str, Json]:
        """The fields of `cls`, each with the explanation its docstring gives."""
        hints = get_type_hints(cls, include_extras=True)
        explained = explanations(cls)
        return {
            field.name: {
                **self._of(hints[field.name], strict),
                **_default(field),
                **({"description": explained[field.name]} if field.name in explained else {}),
            }
            for field in dataclasses.fields(cls)
        }

    def _name(self, cls: Any) -> str:
        """Its own; where another class has taken that, the word of its module goes before it."""
        name = str(cls.__name__)
        if self._classes.setdefault(name, cls) is cls:
            return name
        module = str(cls.__module__).rsplit(".", 1)[-1].title().replace("_", "")
        return f"{module}{name}"

    def _object(self, cls: Any, *, strict: bool) -> Json:
        return {
            "type": "object",
            **_described(cls),
            "properties": self.fields(cls, strict=strict),
            "required": required(cls),
            **({"additionalProperties": False} if strict else {}),
        }

    def _of(self, hint: Any, strict: bool, bound: Any = None) -> Json:
        if isinstance(hint, NewType):
            return self._of(hint.__supertype__, strict, bound)
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self._of(arguments[0], strict, arguments[1])
        if origin in (Union, types.UnionType):
            [inner] = [argument for argument in arguments if argument is not types.NoneType]
            return _or_null(self._of(inner, strict))
        if origin in (tuple, list, frozenset):
            return self._array(origin, self._of(arguments[0], strict), bound or (ITEMS if strict else None))
        if origin is dict:
            return {"type": "object", "additionalProperties": self._of(arguments[1], strict)}
        return self._plain(hint, strict, bound)

    def _array(self, kind: Any, items: Json, bound: Length | None) -> Json:
        unique = {"uniqueItems": True} if kind is frozenset else {}
        return {"type": "array", "items": items, **_bounds("Items", bound), **unique}

    def _plain(self, hint: Any, strict: bool, bound: Any) -> Json:
        if hint in SCALARS:
            return {**SCALARS[hint], **_bounds("Length", bound)}
        if issubclass(hint, Enum) or not strict:
            return self.refer(hint)
        return self.writing(hint)


def omit(schema: Json, fields: Collection[str]) -> Json:
    """An object's schema without some of its fields."""
    return {
        **schema,
        "properties": {name: each for name, each in schema["properties"].items() if name not in fields},
        "required": [name for name in schema["required"] if name not in fields],
    }


def kind_of(schema: Json) -> str:
    """The type that a schema describes, in a word for people."""
    if "enum" in schema:
        return " | ".join(schema["enum"])
    named = next((each["$ref"] for each in (schema, *schema.get("anyOf", ())) if "$ref" in each), "")
    if schema.get("type") == "array":
        return f"list of {kind_of(schema['items'])}"
    kind = schema.get("type", "any")
    plain = " | ".join(kind) if isinstance(kind, list) else str(kind)
    return named.rsplit("/", 1)[-1] or schema.get("format") or plain


def required(cls: Any) -> list[str]:
    """The fields without which a message is refused."""
    return [
        field.name
        for field in dataclasses.fields(cls)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    ]


def summary(cls: Any) -> str:
    """What the docstring of a message says of it as a whole; "" where it says nothing."""
    return _sentences(cls)[0]


def explanations(cls: Any) -> dict[str, str]:
    """What the docstring of a message says of each field: `series, number: absent until …`."""
    return _sentences(cls)[1]


def _sentences(cls: Any) -> tuple[str, dict[str, str]]:
    text = _docstring(cls)
    names = "|".join(sorted((field.name for field in dataclasses.fields(cls)), reverse=True)) or "(?!)"
    label = re.compile(rf"(?:^|(?<=[.;]\s)|(?<=\n))((?:{names})(?:, (?:{names}))*): ")
    whole, *explained = label.split(text)
    told = {
        name: " ".join(meaning.split())
        for labels, meaning in zip(explained[::2], explained[1::2], strict=True)
        for name in labels.split(", ")
    }
    return " ".join(whole.split()), told


def _docstring(cls: Any) -> str:
    """Its own docstring; dataclass writes a signature where there is none, and enums inherit theirs."""
    text = vars(cls).get("__doc__") or ""
    return "" if text.startswith(f"{cls.__name__}(") else inspect.cleandoc(text)


def _described(cls: Any) -> Json:
    text = _docstring(cls) if issubclass(cls, Enum) else summary(cls)
    return {"title": cls.__name__, **({"description": " ".join(text.split())} if text else {})}


def _or_null(schema: Json) -> Json:
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def _bounds(of: str, bound: Any) -> Json:
    if bound is None:
        return {}
    if isinstance(bound, Length):
        return {**({f"min{of}": bound.least} if bound.least else {}), f"max{of}": bound.most}
    return {"minimum": bound.least, "maximum": bound.most}


def _default(field: dataclasses.Field[Any]) -> Json:
    """The default, where it is plain JSON; that an absent field is null goes without saying."""
    if isinstance(field.default, bool | int | str) and not isinstance(field.default, Enum):
        return {"default": field.default}
    return {}
