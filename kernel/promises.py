"""Every promise the suite makes, found by walking the contract modules.

What is generated or checked for all of them (documents, permissions, snapshots) starts here.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from types import ModuleType
from typing import Any

from kernel.messages import Event, Operation, ServiceError


@dataclass(frozen=True, kw_only=True)
class Promises:
    """What one contract module, or several of them, declare; in the order of declaration."""

    operations: tuple[Operation[Any, Any], ...]
    events: tuple[type[Event], ...]
    errors: tuple[type[ServiceError], ...]
    messages: tuple[type, ...]


def by_module(package: str = "contracts") -> dict[str, Promises]:
    """ "identity.accounts" -> its promises; modules that promise nothing are left out."""
    found = importlib.import_module(package)
    names = sorted(module.name for module in pkgutil.walk_packages(found.__path__, f"{package}."))
    every = {name.removeprefix(f"{package}."): _of(importlib.import_module(name)) for name in names}
    return {name: promises for name, promises in every.items() if promises != NONE}


def together(package: str = "contracts") -> Promises:
    """The promises of all modules."""
    modules = by_module(package).values()
    return Promises(
        operations=tuple(each for module in modules for each in module.operations),
        events=tuple(each for module in modules for each in module.events),
        errors=tuple(each for module in modules for each in module.errors),
        messages=tuple(each for module in modules for each in module.messages),
    )


def _of(module: ModuleType) -> Promises:
    classes = [
        each for each in vars(module).values() if inspect.isclass(each) and each.__module__ == module.__name__
    ]
    return Promises(
        operations=tuple(_operations(module)),
        events=tuple(each for each in classes if issubclass(each, Event)),
        errors=tuple(each for each in classes if issubclass(each, ServiceError)),
        messages=tuple(each for each in classes if is_dataclass(each) and not issubclass(each, Event)),
    )


def _operations(module: ModuleType) -> Iterator[Operation[Any, Any]]:
    for each in vars(module).values():
        if isinstance(each, Operation):
            yield each
        elif isinstance(each, Mapping):  # one operation of several services, by service
            yield from (value for value in each.values() if isinstance(value, Operation))


NONE = Promises(operations=(), events=(), errors=(), messages=())
