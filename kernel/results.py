"""What a reply gives: the result of an operation, or the error it met."""

from __future__ import annotations

import json
from typing import Any

from kernel import logs
from kernel.messages import UNIVERSAL, Operation

log = logs.get(__name__)


class InternalError(Exception):
    """The service failed in a way it has not declared: a bug. `reference` finds it in the service's log."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(reference)


def result_of(operation: Operation[Any, Any], body: bytes | str) -> Any:
    """What a reply gives. Raises: the error it tells of."""
    match json.loads(body):
        case {"error": None, "result": result}:
            return result
        case {"error": {"exc_type": name, "exc_args": [argument, *_]}}:
            raise _rebuilt(operation, name, argument)
        case {"error": {"exc_type": name}}:
            raise _rebuilt(operation, name, name)
    raise InternalError("reply")


def _rebuilt(operation: Operation[Any, Any], name: str, argument: object) -> Exception:
    """The error as the service raised it. Nothing is imported for a name that came over the wire."""
    for declared in (*operation.raises, *UNIVERSAL):
        if declared.__name__ == name:
            details = argument if isinstance(argument, dict) else {}
            return declared({str(each): str(fact) for each, fact in details.items()})
    reference = str(argument) if name == InternalError.__name__ else str(name)
    log.error("service failed", operation=operation.key, reference=reference)
    return InternalError(reference)
