"""The queue of requests to a service, and the entrypoints that work on them."""

from __future__ import annotations

from functools import partial
from typing import Any

import amqp
from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import Entrypoint, SharedExtension

from kernel import answering, broker, logs
from kernel.answering import Call, Malformed, Reply
from kernel.builtin import Builtins
from kernel.callers import CallerVerifier
from kernel.database import Database, Engine
from kernel.intake import Intake, Source
from kernel.messages import Invalid, Operation, ServiceError
from kernel.replies import Replies, is_address
from kernel.tokens import BelievedTokens

log = logs.get(__name__)


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
        self.finish(message, answering.answer(call, method, self.database))


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
