"""What the suite consists of, found by walking its packages: operations, events, services."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import pkgutil
from typing import Any

from kernel import promises
from kernel.messages import Event, Operation


def operations() -> list[Operation[Any, Any]]:
    """Every operation that `contracts` declares, in order of its key."""
    return sorted(promises.together().operations, key=lambda operation: operation.key)


def events() -> list[type[Event]]:
    """Every event that `contracts` declares, in order of its type."""
    return sorted(promises.together().events, key=lambda event: event.type)


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
