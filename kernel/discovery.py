"""What the suite consists of, found by walking its packages: operations, events, services."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from kernel.messages import Event, Operation


def operations() -> list[Operation[Any, Any]]:
    """Every operation that `contracts` declares, in order of its key."""
    found = {operation.key: operation for module in _contracts() for operation in _operations_in(module)}
    return [found[key] for key in sorted(found)]


def events() -> list[type[Event]]:
    """Every event that `contracts` declares, in order of its type."""
    found = {
        member.type: member
        for module in _contracts()
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, Event) and member is not Event
    }
    return [found[kind] for kind in sorted(found)]


def service_names() -> list[str]:
    return sorted(
        name
        for _, name, is_package in pkgutil.iter_modules(importlib.import_module("services").__path__)
        if is_package and importlib.util.find_spec(f"services.{name}.service") is not None
    )


def service_class(name: str) -> Any:
    """The service class in `services.<name>.service`. Raises: LookupError -- there is not exactly one."""
    module = importlib.import_module(f"services.{name}.service")
    classes = [
        member
        for _, member in inspect.getmembers(module, inspect.isclass)
        if member.__module__ == module.__name__ and getattr(member, "name", None) == name
    ]
    if len(classes) != 1:
        raise LookupError(f"services.{name}.service defines {len(classes)} services named {name!r}")
    return classes[0]


def _contracts() -> Iterator[ModuleType]:
    package = importlib.import_module("contracts")
    for found in pkgutil.walk_packages(package.__path__, "contracts."):
        yield importlib.import_module(found.name)


def _operations_in(module: ModuleType) -> Iterator[Operation[Any, Any]]:
    for member in vars(module).values():
        if isinstance(member, Operation):
            yield member
        elif isinstance(member, dict):
            yield from (value for value in member.values() if isinstance(value, Operation))
