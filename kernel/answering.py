"""From a request to a reply: is it sound, may it be asked, what came of it.

nameko's wire: the request is {"args": [payload], "kwargs": {}}, the reply
{"result", "error": {"exc_type", "exc_path", "exc_args", "value"}}.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

import amqp
import sqlalchemy as sa

from kernel import broker, clock, context, entitlement, headers, idempotency, logs, mergers, wire
from kernel.attempts import Attempts
from kernel.context import Request
from kernel.database import Database
from kernel.messages import UNIVERSAL, Forbidden, Operation, ServiceError, Unauthenticated, Unavailable
from kernel.replies import is_address
from kernel.results import InternalError
from kernel.tokens import BelievedTokens

log = logs.get(__name__)

ATTEMPTS = Attempts()

DATABASE_DOWN = (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError)

Reply = dict[str, Any]


class Malformed(Exception):
    """A message that is no request at all, and will not become one."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request that has been admitted, and what it asks for."""

    operation: Operation[Any, Any]
    payload: Any
    request: Request


def payload_of(message: amqp.Message) -> Any:
    """The one argument of the request in `message`. Raises: Malformed."""
    if not is_address(message.properties.get("reply_to")):
        raise Malformed("reply_to is not a UUID")
    if message.properties.get("content_type") != broker.JSON:
        raise Malformed("content type is not application/json")
    try:
        body = json.loads(message.body)
    except (ValueError, RecursionError) as error:
        raise Malformed("body is not JSON") from error
    match body:
        case {"args": [payload], "kwargs": {}}:
            return payload
    raise Malformed("body is not one argument")


def admit(message: amqp.Message, operation: Operation[Any, Any], tokens: BelievedTokens) -> Request:
    """The request of `message`, from a caller who may ask it, while somebody waits.

    Raises: Unauthenticated, Forbidden -- that process may not send it. Unavailable -- too late.
    """
    facts = message.properties.get("application_headers", {})
    token = headers.text(facts, "caller")
    if not token:
        raise Unauthenticated(reason="caller.absent")
    caller = tokens.caller(token, operation.key)
    if caller.process not in operation.callers:
        raise Forbidden(process=caller.process)
    request = headers.unpack(facts, caller=caller, longest=operation.deadline)
    if request.remaining(operation.deadline) <= 0:
        raise Unavailable(service=operation.service, reason="deadline")
    return request


def answer(call: Call, method: Callable[[Any], Any], database: Database | None) -> Reply:
    """What `method` makes of the call, as a reply. Never raises."""
    with context.using(call.request):
        try:
            return {"result": _result(call, method, database), "error": None}
        except DATABASE_DOWN:
            log.exception("database unavailable", operation=call.operation.key)
            return refused(Unavailable(service=call.operation.service, reason="database"))
        except ServiceError as error:
            if type(error) not in (*call.operation.raises, *UNIVERSAL):
                return failed(call.operation)
            log.info("refused", operation=call.operation.key, error=error.code)
            if database is not None:
                ATTEMPTS.note(database, call.request.caller, call.operation.key, error)
            return refused(error)
        except Exception:
            return failed(call.operation)


def refused(error: ServiceError) -> Reply:
    kind = type(error)
    return _error(kind.__name__, kind.__module__, error.details, str(error))


def failed(operation: Operation[Any, Any]) -> Reply:
    """The reply to a request met by a bug: a reference to our log, and nothing of what is written there."""
    reference = str(uuid4())
    log.exception("operation failed", operation=operation.key, reference=reference)
    return _error(InternalError.__name__, InternalError.__module__, reference, f"See {reference}")


def _result(call: Call, method: Callable[[Any], Any], database: Database | None) -> Any:
    operation, request = call.operation, call.request
    entitlement.check(request.caller, operation, clock.now())
    command = wire.load(operation.takes, call.payload, strict=True)
    if database is None:
        return _run(operation, method, command)
    with ExitStack() as people:
        meant = people.enter_context(mergers.following(database, command))
        if not operation.reads:
            people.enter_context(mergers.asked_by(database, request.caller))
        return _once(call, database, partial(_run, operation, method, meant))


def _run(operation: Operation[Any, Any], method: Callable[[Any], Any], command: Any) -> Any:
    result = method(command)
    if type(result) is not operation.gives:
        raise TypeError(f"{operation.key} gave a {type(result).__name__}")
    return wire.dump(result)


def _once(call: Call, database: Database, run: Callable[[], Any]) -> Any:
    operation, request = call.operation, call.request
    if operation.reads or not operation.once or request.idempotency_key is None:
        return run()
    return idempotency.once(
        database,
        operation=operation.key,
        caller=request.caller,
        key=request.idempotency_key,
        body=call.payload,
        answer=run,
    )


def _error(name: str, module: str, argument: Any, text: str) -> Reply:
    error = {"exc_type": name, "exc_path": f"{module}.{name}", "exc_args": [argument], "value": text}
    return {"result": None, "error": error}
