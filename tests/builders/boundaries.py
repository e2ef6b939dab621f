"""What a JSON Schema lets through at its edges: least and most of everything at once, the same each time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

BEYOND = 2**53
DECIMAL = r"^-?[0-9]+(\.[0-9]+)?$"
LONGEST = 2000
"""What a text may have that tells no other bound."""
EDGES = {
    "date": ("1900-01-01", "2999-12-31"),
    "date-time": ("1900-01-01T00:00:00Z", "2999-12-31T23:59:59Z"),
    "uuid": ("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
}


@dataclass(frozen=True)
class Edge:
    """place: 0 for the least, 1 for the most. components: the schemas that others refer to.

    longest: what a text may have, whatever its schema tells.
    """

    place: int
    components: Json
    longest: int = LONGEST

    def of(self, schema: Json) -> Any:
        """A value at this edge of `schema`."""
        if "$ref" in schema:
            return self.of(self.components[schema["$ref"].rpartition("/")[2]])
        if "anyOf" in schema:
            return self._any(schema["anyOf"])
        if "const" in schema or "enum" in schema:
            choices = schema.get("enum", [schema.get("const")])
            return choices[-self.place]
        kinds: Mapping[str, Callable[[Json], Any]] = {
            "object": self._object,
            "array": self._array,
            "string": self._string,
            "integer": self._integer,
            "boolean": lambda _: bool(self.place),
        }
        kind = schema.get("type", "")
        if isinstance(kind, list):
            return self._any([{**schema, "type": each} for each in kind])
        return kinds.get(kind, lambda _: None)(schema)

    def _any(self, schemas: list[Json]) -> Any:
        """The least is nothing, where that may be."""
        some = [each for each in schemas if each.get("type") != "null"]
        return self.of(some[-1]) if self.place or len(some) == len(schemas) else None

    def _object(self, schema: Json) -> dict[str, Any]:
        told = schema.get("properties", {})
        names = told if self.place else [name for name in told if name in schema.get("required", ())]
        return {name: self.of(told[name]) for name in names}

    def _array(self, schema: Json) -> list[Any]:
        """Two of the same, where there may be as many."""
        many = min(2, schema.get("maxItems", 2)) if self.place else 0
        return [self.of(schema["items"])] * max(schema.get("minItems", 0), many)

    def _string(self, schema: Json) -> str:
        edges = EDGES.get(schema.get("format", ""))
        if edges is not None:
            return edges[self.place]
        if schema.get("pattern") == DECIMAL:
            return ("-0.1", "9" * 30)[self.place]
        if "pattern" in schema or "format" in schema:
            return str(schema.get("examples", ["x"])[0])
        length = schema.get("maxLength", LONGEST) if self.place else max(1, schema.get("minLength", 0))
        return "я" * min(length, self.longest)

    def _integer(self, schema: Json) -> int:
        edges = schema.get("minimum", -BEYOND), schema.get("maximum", BEYOND)
        return int(edges[self.place])
