"""An example of what a schema describes, for those who read the documentation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FORMATS = {
    "date": "2026-03-31",
    "date-time": "2026-03-31T09:00:00Z",
    "uuid": "019e0f4c-8f6e-7b1a-9c55-0f6f2f1c9a01",
}
Json = dict[str, Any]


def sample(schema: Json, definitions: Mapping[str, Json]) -> Any:
    """Data that fit `schema`. definitions: what its references name."""
    if "$ref" in schema:
        return sample(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
    if "anyOf" in schema:
        return sample(schema["anyOf"][0], definitions)
    for known in ("examples", "enum"):
        if known in schema:
            return schema[known][0]
    if "default" in schema:
        return schema["default"]
    return _by_type(schema, definitions)


def _by_type(schema: Json, definitions: Mapping[str, Json]) -> Any:
    kind = schema.get("type", "object")
    match kind[0] if isinstance(kind, list) else kind:
        case "object":
            return {name: sample(each, definitions) for name, each in schema.get("properties", {}).items()}
        case "array":
            return [sample(schema["items"], definitions)]
        case "integer":
            return max(schema.get("minimum", 1), 1)
        case "boolean":
            return True
    return _text(schema)


def _text(schema: Json) -> str:
    if "pattern" in schema:
        return "1"
    least = schema.get("minLength", 1)
    return FORMATS.get(schema.get("format", ""), "0" * least if least > 1 else "…")
