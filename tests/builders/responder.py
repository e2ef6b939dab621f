"""Whoever answers on the wire is a service: a small one, on threads, for tests of those who ask."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

import amqp

from kernel import answering, broker, context
from kernel.answering import Call, Malformed
from kernel.callers import CallerVerifier
from kernel.line import LOST, Connection, Line
from kernel.messages import Operation, ServiceError
from kernel.tokens import BelievedTokens

Answer = Callable[[Any], Any]


class Responder:
    """Answers the operations it was taught, as any service would, and remembers who asked."""

    def __init__(self, url: str, verifier: CallerVerifier) -> None:
        self._tokens = BelievedTokens(verifier)
        self._taught: dict[str, tuple[Operation[Any, Any], Answer]] = {}
        self._listening = threading.Event()
        self._line = Line(url, "responder", prepare=self._listen)
        self.asked: list[context.Request] = []

    def teach(self, operation: Operation[Any, Any], answer: Answer) -> None:
        self._taught[operation.key] = operation, answer

    def start(self) -> None:
        self._line.start()
        assert self._line.wait(10)

    def stop(self) -> None:
        self._line.stop()

    def _listen(self, connection: Connection) -> None:
        self._channel = connection.channel()
        self._channel.exchange_declare(broker.RPC_EXCHANGE, "topic", durable=True, auto_delete=False)
        queue = self._channel.queue_declare(exclusive=True).queue
        for key in self._taught:
            self._channel.queue_bind(queue, broker.RPC_EXCHANGE, key)
        self._channel.basic_consume(queue, no_ack=True, callback=self._asked)

    def _asked(self, message: amqp.Message) -> None:
        operation, answer = self._taught[message.delivery_info["routing_key"]]
        try:
            request = answering.admit(message, operation, self._tokens)
            self.asked.append(request)
            reply = answering.answer(Call(operation, answering.payload_of(message), request), answer, None)
        except ServiceError as error:
            reply = answering.refused(error)
        except Malformed:
            return
        self._reply(message, reply)

    def _reply(self, message: amqp.Message, reply: dict[str, Any]) -> None:
        answered = amqp.Message(
            json.dumps(reply), content_type=broker.JSON, correlation_id=message.properties["correlation_id"]
        )
        try:
            self._line.publish(
                self._channel, answered, exchange=broker.RPC_EXCHANGE, key=message.properties["reply_to"]
            )
        except LOST:
            return
