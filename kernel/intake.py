"""Taking messages from the queues of a service, and giving them back unharmed when it stops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import amqp
from nameko.extensions import SharedExtension

from kernel import logs
from kernel.line import LOST, Connection, Line

log = logs.get(__name__)


@dataclass(frozen=True)
class Source:
    """prefetch: messages held unacknowledged at once."""

    queue: str
    prefetch: int
    arrived: Callable[[amqp.Message], None]


class Intake(SharedExtension):  # type: ignore[misc]  # nameko has no types
    """The one connection on which a service consumes. Each message is acknowledged once it is dealt with.

    `Source.arrived` is called by the reading thread: it must neither block nor raise.
    """

    def __init__(self) -> None:
        self._sources: list[Source] = []
        self._consumers: list[tuple[Any, str]] = []
        self._closing = False

    def take(self, source: Source) -> None:
        """Consume from `source` once the container starts."""
        self._sources.append(source)

    def setup(self) -> None:
        name = f"{self.container.service_name} intake"
        self._line = Line(self.container.config["SETTINGS"].broker_url, name, prepare=self._open)

    def start(self) -> None:
        self._line.start()

    def close(self) -> None:
        """Take nothing more. What was delivered and not begun goes back to its queue."""
        if self._closing:
            return
        self._closing = True
        for channel, tag in self._consumers:
            try:
                channel.basic_cancel(tag, nowait=True)
            except LOST as error:
                log.info("consumer gone before it was cancelled", reason=str(error))

    def stop(self) -> None:
        self.close()
        self._line.stop()

    def kill(self) -> None:
        self._closing = True
        self._line.cut()

    def done(self, message: amqp.Message) -> None:
        """Acknowledge. If the connection has fallen meanwhile, the broker delivers the message again."""
        self._settle(message, lambda: message.channel.basic_ack(message.delivery_tag))

    def refuse(self, message: amqp.Message) -> None:
        """Never deliver this again: to the dead letters, where the queue has such."""
        self._settle(message, lambda: message.channel.basic_reject(message.delivery_tag, requeue=False))

    def give_back(self, message: amqp.Message) -> None:
        self._settle(message, lambda: message.channel.basic_reject(message.delivery_tag, requeue=True))

    @property
    def is_closing(self) -> bool:
        return self._closing

    def _open(self, connection: Connection) -> None:
        self._consumers = []
        if self._closing:
            return
        for source in self._sources:
            channel = connection.channel()
            channel.auto_decode = False
            channel.basic_qos(0, source.prefetch, False)
            tag = channel.basic_consume(source.queue, callback=partial(self._arrived, source))
            self._consumers.append((channel, tag))

    def _arrived(self, source: Source, message: amqp.Message) -> None:
        if self._closing:
            self.give_back(message)
            return
        try:
            source.arrived(message)
        except Exception:
            # A bug of ours. Refused, because redelivered it would only meet the bug again.
            log.exception("message not dealt with", queue=source.queue)
            self.refuse(message)

    def _settle(self, message: amqp.Message, settle: Callable[[], None]) -> None:
        try:
            settle()
        except LOST as error:
            log.info("message settled too late", reason=str(error))
