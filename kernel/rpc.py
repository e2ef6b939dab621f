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
from uuid import uuid4

import amqp
from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import (
    ENTRYPOINT_EXTENSIONS_ATTR,
    DependencyProvider,
    Entrypoint,
    SharedExtension,
    register_entrypoint,
)

from kernel import answering, broker, context, logs
from kernel.answering import Call, Malformed, Reply
from kernel.builtin import Builtins
from kernel.callers import CallerSigner, CallerVerifier
from kernel.client import RpcClient
from kernel.context import Request
from kernel.database import Database, Engine
from kernel.intake import Intake, Source
from kernel.messages import Caller, Invalid, Operation, ServiceError
from kernel.replies import Replies, is_address
from kernel.tokens import BelievedTokens
from kernel.values import Role

Q = TypeVar("Q")
R = TypeVar("R")

log = logs.get(__name__)


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


class Requests(SharedExtension):  # type: ignore[misc]  # nameko has no types
    """The queue of requests to a service. None of them, however malformed, harms it."""

    intake = Intake()
    replies = Replies()

    def __init__(self) -> None:
        self._served: dict[str, Served] = {}

    def serve(self, served: Served) -> None:
        self._served[served.operation.key] = served

    def setup(self) -> None:
        service = self.container.service_name
        self._tokens = BelievedTokens(CallerVerifier(self.container.config["SETTINGS"].trusted_keys))
        self._builtins = Builtins(service, lambda: self.database)
        self.intake.take(Source(broker.rpc_queue(service), self.container.max_workers, self._arrived))

    @property
    def database(self) -> Database | None:
        engine = self.container.shared_extensions.get(Engine)
        return engine.database if engine else None

    def finish(self, message: amqp.Message, reply: Reply, patience: float = 0) -> None:
        self.replies.send(message, reply, patience)
        self.intake.done(message)

    def _arrived(self, message: amqp.Message) -> None:
        key = message.delivery_info["routing_key"]
        served = self._served.get(key)
        try:
            payload = answering.payload_of(message)
            operation = served.operation if served else self._builtins.find(key)[0]
            request = answering.admit(message, operation, self._tokens)
        except Malformed as error:
            log.warning("request malformed", operation=key, reason=str(error))
            if is_address(message.properties.get("reply_to")):
                self.replies.send(message, answering.refused(Invalid({"": "request.malformed"})))
            self.intake.refuse(message)
        except ServiceError as error:
            log.info("refused", operation=key, error=error.code)
            self.finish(message, answering.refused(error))
        else:
            self._begin(served, message, Call(operation, payload, request))

    def _begin(self, served: Served | None, message: amqp.Message, call: Call) -> None:
        if served is None:
            self.container.spawn_managed_thread(partial(self._answer_builtin, message, call))
        elif self.container._worker_pool.free() > 0:
            served.work(message, call)
        else:  # the reading thread must not wait for a free worker
            self.container.spawn_managed_thread(partial(served.work, message, call))

    def _answer_builtin(self, message: amqp.Message, call: Call) -> None:
        _, method = self._builtins.find(call.operation.key)
        self.finish(message, answering.answer(call, method, None))


class Served(Entrypoint):  # type: ignore[misc]  # nameko has no types
    """The entrypoint behind `@serves`."""

    requests = Requests()

    def __init__(self, operation: Operation[Any, Any]) -> None:
        super().__init__()
        self.operation = operation

    def setup(self) -> None:
        self.requests.serve(self)

    def stop(self) -> None:
        self.requests.intake.close()

    def work(self, message: amqp.Message, call: Call) -> None:
        answer = partial(answering.answer, call, database=self.requests.database)
        try:
            self.container.spawn_worker(
                self,
                (answer,),
                {},
                context_data={"request": call.request},
                handle_result=partial(self._finish, message, call),
            )
        except ContainerBeingKilled:
            self.requests.intake.give_back(message)

    def _finish(self, message: amqp.Message, call: Call, _: Any, reply: Any, failure: Any) -> tuple[Any, Any]:
        self.requests.finish(message, reply, patience=call.request.remaining(call.operation.deadline))
        return reply, failure


class CallerProvider(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """Gives a service the Caller of the request it works on: `caller = CallerProvider()`."""

    def get_dependency(self, worker_ctx: Any) -> Caller:
        request: Request = worker_ctx.data["request"]
        return request.caller


class Calls(SharedExtension):  # type: ignore[misc]  # nameko has no types
    """The client of a service that calls others."""

    def setup(self) -> None:
        settings = self.container.config["SETTINGS"]
        self.client = RpcClient(settings.broker_url, CallerSigner(settings.process, settings.signing_key))

    def stop(self) -> None:
        self.client.close()


class Rpc:
    """Calls as the service itself, naming the person for whom it works, within the time left to it."""

    def __init__(self, client: RpcClient, process: str) -> None:
        self._client, self._process = client, process

    def call(self, operation: Operation[Q, R], command: Q) -> R:
        """Raises: what the operation declares; Unavailable -- nobody answers, or not in time."""
        with context.using(self._request()):
            return self._client.call(operation, command)

    def _request(self) -> Request:
        current = context.current()
        if current is None:
            own = Caller(process=self._process, roles=frozenset({Role.SERVICE}))
            return Request(caller=own, correlation_id=str(uuid4()))
        person, organisation = current.caller.person_id, current.caller.organisation_id
        caller = Caller(
            process=self._process,
            person_id=person,
            organisation_id=organisation,
            roles=frozenset({Role.SERVICE}),
        )
        return Request(
            caller=caller,
            correlation_id=current.correlation_id,
            traceparent=current.traceparent,
            deadline=current.deadline,
        )


class RpcProvider(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """Lets a service call others: `rpc = RpcProvider()`, then `self.rpc.call(operation, command)`."""

    calls = Calls()

    def get_dependency(self, worker_ctx: Any) -> Rpc:
        return Rpc(self.calls.client, self.container.service_name)
