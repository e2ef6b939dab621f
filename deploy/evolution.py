"""Which changes of a contract break those who rely on it. The rules are those of `contracts/__init__.py`.

Services and their callers are deployed in any order, so both directions count: an old
reader must understand a new writer, a new reader an old writer (and a replayed event).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
LOWER, UPPER = ("minLength", "minItems", "minimum"), ("maxLength", "maxItems", "maximum")


def broken_promises(old: dict[str, Json], new: dict[str, Json]) -> list[str]:
    """One sentence for each promise in `old` that `new` does not keep. Both by module."""
    commands = {operation["takes"] for module in old.values() for operation in module["operations"].values()}
    before, after = _together(old), _together(new)
    return [
        *_operations(before["operations"], after["operations"]),
        *_errors(before["errors"], after["errors"]),
        *_events(before["events"], after["events"]),
        *_messages(before["messages"], after["messages"], commands),
        *_choices(before["choices"], after["choices"]),
    ]


def _together(modules: dict[str, Json]) -> dict[str, Json]:
    kinds = ("operations", "events", "errors", "messages", "choices")
    return {kind: {k: v for module in modules.values() for k, v in module[kind].items()} for kind in kinds}


def _operations(old: Json, new: Json) -> Iterator[str]:
    yield from _gone("operation", old, new)
    for key in old.keys() & new.keys():
        for fact in ("takes", "gives", "reads", "once"):
            if old[key][fact] != new[key][fact]:
                yield f"{key}: {fact} was {old[key][fact]}, is {new[key][fact]}"
        for fact in ("roles", "callers"):
            for lost in _narrowed(old[key][fact], new[key][fact]):
                yield f"{key}: {lost} is no longer among its {fact}"


def _narrowed(old: list[str], new: list[str]) -> list[str]:
    """Who may no longer ask; an empty list of roles is everybody."""
    if not new:
        return []
    return sorted(set(old) - set(new)) if old else ["anyone"]


def _errors(old: Json, new: Json) -> Iterator[str]:
    yield from _gone("error", old, new)
    for name in old.keys() & new.keys():
        if old[name] != new[name]:
            yield f"{name}: was of kind {old[name]['kind']}, is {new[name]['kind']}"


def _events(old: Json, new: Json) -> Iterator[str]:
    yield from _gone("event", old, new)
    for name in old.keys() & new.keys():
        if old[name]["subject"] != new[name]["subject"]:
            yield f"{name}: its subject was {old[name]['subject']}, is {new[name]['subject']}"
        yield from _object(name, old[name], new[name], bounds_count=False)


def _messages(old: Json, new: Json, commands: set[str]) -> Iterator[str]:
    yield from _gone("message", old, new)
    for name in old.keys() & new.keys():
        yield from _object(name, old[name], new[name], bounds_count=name in commands)


def _object(name: str, old: Json, new: Json, *, bounds_count: bool) -> Iterator[str]:
    yield from (f"{name}: {gone}" for gone in _gone("field", old["properties"], new["properties"]))
    for field in sorted(set(new["required"]) - set(old["required"])):
        yield f"{name}.{field}: has become required"
    for field in old["properties"].keys() & new["properties"].keys():
        before, after = old["properties"][field], new["properties"][field]
        if _shape(before) != _shape(after):
            yield f"{name}.{field}: has changed its type"
        elif bounds_count and _is_tighter(before, after):
            yield f"{name}.{field}: its bounds have become tighter"


def _shape(schema: Any) -> Any:
    """A schema without what may change: bounds and defaults."""
    if isinstance(schema, dict):
        loose = (*LOWER, *UPPER, "default")
        return {key: _shape(inner) for key, inner in schema.items() if key not in loose}
    return schema


def _is_tighter(old: Json, new: Json) -> bool:
    raised = any(new.get(bound, 0) > old.get(bound, 0) for bound in LOWER)
    return raised or any(bound in new and new[bound] < old.get(bound, new[bound] + 1) for bound in UPPER)


def _choices(old: Json, new: Json) -> Iterator[str]:
    for name in old.keys() & new.keys():
        for lost in sorted(set(old[name]) - set(new[name])):
            yield f"{name}: {lost} is no longer a choice"


def _gone(what: str, old: Json, new: Json) -> Iterator[str]:
    yield from (f"the {what} {name} is gone" for name in sorted(old.keys() - new.keys()))
