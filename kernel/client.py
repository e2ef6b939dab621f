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
from kernel.messages import Caller, Invalid, Operation, Unavailable
from kernel.pending import NoReply, Pending
from kernel.results import InternalError, result_of
from kernel.tokens import SignedTokens

__all__ = ["InternalError", "RpcClient"]

Q = TypeVar("Q")
R = TypeVar("R")

log = logs.get(__name__)

MOST_IN_FLIGHT = 256


class RpcClient:
    """Calls operations. One per process is enough for all its threads."""

    def __init__(self, broker_url: str, signer: CallerSigner, most_in_flight: int = MOST_IN_FLIGHT) -> None:
        name = self._process = signer.process
        self._tokens = SignedTokens(signer)
        self._pending = Pending(most_in_flight)
        self._requests = Line(broker_url, f"{name} requests", prepare=self._open_requests)
        self._replies = Line(
            broker_url, f"{name} replies", prepare=self._open_replies, lost=self._replies_lost
        )
        self._numbers = itertools.count(1)
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
        ends = time.monotonic() + request.remaining(operation.deadline)
        try:
            reply = self._exchange(operation, _body(command), request, ends)
        except NoReply as none:
            raise Unavailable(service=operation.service, reason=none.reason) from none
        return result_of(operation, reply)

    def close(self) -> None:
        if self._started:
            self._requests.stop()
            self._replies.stop()

    def _anonymous(self) -> Request:
        return Request(caller=Caller(process=self._process), correlation_id=str(uuid4()))

    def _exchange(
        self, operation: Operation[Q, R], body: bytes, request: Request, ends: float
    ) -> bytes | str:
        """Raises: NoReply."""
        self._start()
        _wait_for(self._replies, ends)
        number = f"{self._reply_to}.{next(self._numbers)}"
        waiter = self._pending.begin(number)
        try:
            while not self._sent(operation, request, body, number, ends):
                pass
            return waiter.reply(ends - time.monotonic())
        finally:
            self._pending.end(number)

    def _sent(
        self, operation: Operation[Q, R], request: Request, body: bytes, number: str, ends: float
    ) -> bool:
        """Whether the request was written. If not, the broker has not seen it whole: it may be sent again."""
        _wait_for(self._requests, ends)
        left = ends - time.monotonic()
        expires = time.time() + left
        token = self._tokens.token(request.caller, operation.key, expires)
        message = amqp.Message(
            body,
            content_type=broker.JSON,
            content_encoding="utf-8",
            delivery_mode=1,
            correlation_id=number,
            reply_to=self._reply_to,
            expiration=str(max(int(left * 1000), 1)),
            application_headers=headers.pack(request, token=token, deadline=expires),
        )
        try:
            self._requests.publish(
                self._channel, message, exchange=broker.RPC_EXCHANGE, key=operation.key, mandatory=True
            )
        except LOST:
            return False
        return True

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
        self._pending.settle(message.properties.get("correlation_id", ""), body=message.body)

    def _returned(self, error: Exception, exchange: str, key: str, message: amqp.Message) -> None:
        self._pending.settle(message.properties.get("correlation_id", ""), failure="unknown service")

    def _replies_lost(self) -> None:
        # The reply queue is gone with its connection; what was asked before can no longer be answered.
        self._pending.fail_all("connection lost")


def _wait_for(line: Line, ends: float) -> None:
    left = ends - time.monotonic()
    if left <= 0:
        raise NoReply("deadline")
    if not line.wait(left):
        raise NoReply("broker")


def _body(command: object) -> bytes:
    try:
        return json.dumps({"args": [wire.dump(command)], "kwargs": {}}, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:  # half a surrogate pair, which JSON can spell and UTF-8 cannot
        raise Invalid({"": "text.control"}) from error
