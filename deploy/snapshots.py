"""The record of every promise made: `tests/contract/snapshots`, one file a contract module.

    python -m deploy.snapshots             # write what was added to the contracts into the record
    python -m deploy.snapshots --break     # also what breaks a promise; never after a release

A difference between the record and the contracts is a change of what others rely on.
"""

from __future__ import annotations

import json
import sys
from enum import Enum
from pathlib import Path
from typing import Any

from deploy.evolution import broken_promises
from kernel import promises
from kernel.messages import Event, Operation, ServiceError
from kernel.promises import Promises
from kernel.schemas import Schemas

RECORD = Path(__file__).parents[1] / "tests" / "contract" / "snapshots"
PROSE = ("title", "description", "examples")
Json = dict[str, Any]


def present() -> dict[str, Json]:
    """What the contracts promise now, by module."""
    modules = promises.by_module()
    everywhere = {message.__name__ for each in modules.values() for message in each.messages}
    return {name: _module(each, everywhere) for name, each in modules.items()}


def recorded() -> dict[str, Json]:
    """What has been promised so far."""
    return {path.stem: json.loads(path.read_text()) for path in sorted(RECORD.glob("*.json"))}


def write(modules: dict[str, Json]) -> None:
    RECORD.mkdir(exist_ok=True)
    for path in RECORD.glob("*.json"):
        path.unlink()
    for name, module in modules.items():
        text = json.dumps(module, ensure_ascii=False, indent=2, sort_keys=True)
        (RECORD / f"{name}.json").write_text(text + "\n")


def _module(declared: Promises, everywhere: set[str]) -> Json:
    """everywhere: the messages of all contracts; those of the kernel are recorded where they are used."""
    found = Schemas("")
    for operation in declared.operations:
        found.refer(operation.takes)
        found.refer(operation.gives)
    events = {event.type: _event(event, found) for event in declared.events}
    own = {message.__name__: found.reading(message) for message in declared.messages}
    used = {name: schema for name, schema in found.definitions.items() if name not in everywhere}
    objects = {name: schema for name, schema in used.items() if "properties" in schema}
    return {
        "operations": {operation.key: _operation(operation) for operation in declared.operations},
        "events": events,
        "errors": {error.__name__: _error(error) for error in declared.errors},
        "messages": {name: _without_prose(schema) for name, schema in (own | objects).items()},
        "choices": {name: schema["enum"] for name, schema in found.definitions.items() if "enum" in schema},
    }


def _operation(operation: Operation[Any, Any]) -> Json:
    return {
        "takes": operation.takes.__name__,
        "gives": operation.gives.__name__,
        "raises": sorted(error.__name__ for error in operation.raises),
        "roles": sorted(operation.roles),
        "callers": sorted(operation.callers),
        "reads": operation.reads,
        "once": operation.once,
    }


def _event(event: type[Event], found: Schemas) -> Json:
    return {"subject": event.subject_field, **_without_prose(found.reading(event))}


def _error(error: type[ServiceError]) -> Json:
    kinds = [kind.__name__ for kind in error.__mro__[1:] if issubclass(kind, ServiceError)]
    return {"kind": kinds[0]}


def _without_prose(schema: Any) -> Any:
    """What a machine relies on: words may be improved at any time."""
    if isinstance(schema, dict):
        return {
            key: {name: _without_prose(field) for name, field in inner.items()}
            if key == "properties"
            else _without_prose(inner)
            for key, inner in schema.items()
            if key not in PROSE
        }
    if isinstance(schema, list):
        return [_without_prose(each) for each in schema]
    return schema.value if isinstance(schema, Enum) else schema


def main(arguments: list[str]) -> int:
    now = present()
    broken = broken_promises(recorded(), now)
    if broken and "--break" not in arguments:
        print("The contracts no longer keep what was promised:", *broken, sep="\n  ", file=sys.stderr)
        return 1
    write(now)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
