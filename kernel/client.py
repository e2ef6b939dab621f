"""The client of remote operations: thread-safe, never hanging, recovering by itself.

    rpc = RpcClient(settings.broker_url, CallerSigner("gateway", settings.signing_key))
    with context.using(Request(caller=…, correlation_id=…)):
        entry = rpc.call(credits.award, AwardCredits(…))

The gateway uses it under threads, services under eventlet. It connects at the first call,
so a process may fork before. Calls are published on one connection; replies arrive on
another, in one exclusive queue, and are handed to the waiting threads by correlation id.
"""

from __future__ import annotations

import itertools
import json
import threading
import time
from typing import Any, TypeVar
from uuid import uuid4

import amqp

from kernel import broker, context, headers, logs, wire
from kernel.callers import CallerSigner
from kernel.context import Request
from kernel.line import LOST, Connection, Line
from kernel.messages import UNIVERSAL, Caller, Invalid, Operation, ServiceError, Unavailable
from kernel.tokens import SignedTokens

Q = TypeVar("Q")
R = TypeVar("R")

log = logs.get(__name__)

MOST_IN_FLIGHT = 256


class InternalError(Exception):
    """The service failed in a way it has not declared: a bug. `reference` finds it in the service's log."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(reference)


class RpcClient:
    """Calls operations. One per process is enough for all its threads."""

    def __init__(self, broker_url: str, signer: CallerSigner, most_in_flight: int = MOST_IN_FLIGHT) -> None:
        self._process, self._tokens, self._most = signer.process, SignedTokens(signer), most_in_flight
        self._requests = Line(broker_url, f"{signer.process} requests", prepare=self._open_requests)
        self._replies = Line(
            broker_url, f"{signer.process} replies", prepare=self._open_replies, lost=self._replies_lost
        )
        self._numbers = itertools.count(1)
        self._pending: dict[str, _Waiter] = {}
        self._starting = threading.Lock()
        self._started = False
        self._channel: Any = None
        self._reply_to = ""

    def call(self, operation: Operation[Q, R], command: Q) -> R:
        """Ask on behalf of the caller of the current request, and wait no longer than it does.

        Raises: what the operation declares.
            Unavailable -- nobody answers, or not in time.
            InternalError -- the service failed; nothing more is told.
        """
        answer = self.ask(operation, command)
        try:
            return wire.load(operation.gives, answer)
        except Invalid as error:
            log.error("answer breaks its contract", operation=operation.key, fields=error.details)
            raise InternalError("contract") from error

    def ask(self, operation: Operation[Q, R], command: Q) -> Any:
        """Like `call`, but give the answer as JSON data, unread: for those who only hand it on."""
        request = context.current() or self._anonymous()
        left = request.remaining(operation.deadline)
        reply = self._exchange(operation, command, request, time.monotonic() + left)
        if reply.get("error") is not None:
            raise _rebuilt(operation, reply["error"])
        return reply.get("result")

    def close(self) -> None:
        if self._started:
            self._requests.stop()
            self._replies.stop()

    def _anonymous(self) -> Request:
        return Request(caller=Caller(process=self._process), correlation_id=str(uuid4()))

    def _exchange(
        self, operation: Operation[Q, R], command: Q, request: Request, ends: float
    ) -> dict[str, Any]:
        self._start()
        self._wait_for(self._replies, operation, ends)
        if len(self._pending) >= self._most:
            raise Unavailable(service=operation.service, reason="busy")
        number, waiter = f"{self._reply_to}.{next(self._numbers)}", _Waiter()
        self._pending[number] = waiter
        try:
            body = json.dumps({"args": [wire.dump(command)], "kwargs": {}}, ensure_ascii=False).encode()
            while not self._sent(operation, request, body, number, ends):
                pass
            return waiter.reply(operation, ends)
        finally:
            self._pending.pop(number, None)

    def _sent(
        self, operation: Operation[Q, R], request: Request, body: bytes, number: str, ends: float
    ) -> bool:
        """Whether the request was written. If not, the broker has not seen it whole: it may be sent again."""
        self._wait_for(self._requests, operation, ends)
        left = ends - time.monotonic()
        expires = time.time() + left
        message = amqp.Message(
            body,
            content_type=broker.JSON,
            content_encoding="utf-8",
            delivery_mode=1,
            correlation_id=number,
            reply_to=self._reply_to,
            expiration=str(max(int(left * 1000), 1)),
            application_headers=headers.pack(
                request, token=self._tokens.token(request.caller, operation.key, expires), deadline=expires
            ),
        )
        try:
            self._requests.publish(
                self._channel, message, exchange=broker.RPC_EXCHANGE, key=operation.key, mandatory=True
            )
        except LOST:
            return False
        return True

    def _wait_for(self, line: Line, operation: Operation[Q, R], ends: float) -> None:
        left = ends - time.monotonic()
        if left <= 0 or not line.wait(left):
            raise Unavailable(service=operation.service, reason="broker" if left > 0 else "deadline")

    def _start(self) -> None:
        if not self._started:
            with self._starting:
                if not self._started:
                    self._requests.start()
                    self._replies.start()
                    self._started = True

    def _open_requests(self, connection: Connection) -> None:
        self._channel = connection.channel()
        self._channel.events["basic_return"].add(self._returned)

    def _open_replies(self, connection: Connection) -> None:
        self._reply_to = reply_to = str(uuid4())
        queue = broker.reply_queue(self._process, reply_to)
        channel = connection.channel()
        channel.queue_declare(queue, exclusive=True, auto_delete=True)
        channel.queue_bind(queue, broker.RPC_EXCHANGE, reply_to)
        channel.basic_consume(queue, no_ack=True, callback=self._replied)

    def _replied(self, message: amqp.Message) -> None:
        waiter = self._pending.pop(message.properties.get("correlation_id", ""), None)
        if waiter is not None:
            waiter.settle(body=message.body)

    def _returned(self, error: Exception, exchange: str, key: str, message: amqp.Message) -> None:
        waiter = self._pending.pop(message.properties.get("correlation_id", ""), None)
        if waiter is not None:
            waiter.settle(failure="unknown service")

    def _replies_lost(self) -> None:
        # The reply queue is gone with its connection; what was asked before can no longer be answered.
        for number in tuple(self._pending):
            waiter = self._pending.pop(number, None)
            if waiter is not None:
                waiter.settle(failure="connection lost")


class _Waiter:
    """One call that waits. Whoever takes it out of the pending ones, and nobody else, settles it."""

    __slots__ = ("_body", "_failure", "_latch")

    def __init__(self) -> None:
        self._latch = threading.Lock()  # lighter than an Event, and made for each call
        self._latch.acquire()
        self._body: bytes | str = b""
        self._failure = ""

    def settle(self, *, body: bytes | str = b"", failure: str = "") -> None:
        self._body, self._failure = body, failure
        self._latch.release()

    def reply(self, operation: Operation[Any, Any], ends: float) -> dict[str, Any]:
        if not self._latch.acquire(timeout=max(ends - time.monotonic(), 0)):
            raise Unavailable(service=operation.service, reason="deadline")
        if self._failure:
            raise Unavailable(service=operation.service, reason=self._failure)
        try:
            reply: dict[str, Any] = json.loads(self._body)
            reply.get("error")
        except (ValueError, AttributeError) as error:
            raise InternalError("reply") from error
        return reply


def _rebuilt(operation: Operation[Any, Any], error: dict[str, Any]) -> Exception:
    """The error as the service raised it. Nothing is imported for a name that came over the wire."""
    name, arguments = error.get("exc_type"), error.get("exc_args") or [""]
    for declared in (*operation.raises, *UNIVERSAL):
        if declared.__name__ == name:
            return _with_details(declared, arguments[0])
    log.error("service failed", operation=operation.key, error=str(name), reference=str(arguments[0]))
    return InternalError(str(arguments[0]) if name == InternalError.__name__ else str(name))


def _with_details(kind: type[ServiceError], details: object) -> ServiceError:
    return kind({str(name): str(fact) for name, fact in details.items()} if isinstance(details, dict) else {})
