"""Remote operations on the side that serves them, and calls between services.

class CreditsService:
    name = "credits"
    database, caller, rpc = DatabaseProvider(), CallerProvider(), RpcProvider()

    @serves(contract.award)
    def award(self, command: contract.AwardCredits) -> contract.Entry: ...
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

from nameko.extensions import ENTRYPOINT_EXTENSIONS_ATTR, register_entrypoint

from kernel.answering import Reply
from kernel.calls import CallerProvider, Rpc, RpcProvider
from kernel.messages import Operation
from kernel.serving import Served

__all__ = ["CallerProvider", "Rpc", "RpcProvider", "operations_of", "serves"]

Q = TypeVar("Q")
R = TypeVar("R")


def serves(operation: Operation[Q, R]) -> Callable[[Callable[[Any, Q], R]], Callable[[Any, Any], Any]]:
    """Expose a method as `operation`: JSON in, command to the method, JSON out."""

    def decorate(method: Callable[[Any, Q], R]) -> Callable[[Any, Any], Any]:
        if method.__name__ != operation.name:
            raise TypeError(f"{method.__qualname__} serves {operation.name!r}: same name, please")

        @functools.wraps(method)
        def entrypoint(self: Any, answer: Callable[[Callable[[Any], Any]], Reply]) -> Reply:
            return answer(partial(method, self))

        register_entrypoint(entrypoint, Served(operation))
        return entrypoint

    return decorate


def operations_of(service_class: type) -> Iterator[Operation[Any, Any]]:
    """The operations a service class serves, in order of name."""
    for _, method in inspect.getmembers(service_class, inspect.isfunction):
        for entrypoint in getattr(method, ENTRYPOINT_EXTENSIONS_ATTR, ()):
            if isinstance(entrypoint, Served):
                yield entrypoint.operation
