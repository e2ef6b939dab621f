"""What the broker holds, by name, and how a message is handed to it for good.

Exchanges, queues and accounts are defined ahead of the processes by `kernel.topology`;
a running process declares nothing but its own reply queue.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import amqp

from kernel.line import LOST, Connection, Line

RPC_EXCHANGE = "nameko-rpc"  # nameko's own name: any nameko client may call
UNROUTED = "unrouted"
REDELIVERY = "redelivery"
DEFAULT_DELAYS = (1.0, 5.0, 30.0, 120.0)  # seconds before each further attempt
CLOUDEVENTS = "application/cloudevents+json"
JSON = "application/json"
PERSISTENT = 2


def rpc_queue(service: str) -> str:
    return f"rpc-{service}"


def reply_queue(process: str, reply_to: str) -> str:
    return f"rpc.reply-{process}-{reply_to}"


def events_exchange(service: str) -> str:
    return f"{service}.events"


def event_queue(subscriber: str, handler: str) -> str:
    return f"{subscriber}.{handler}"


def retry_exchange(subscriber: str) -> str:
    """A direct exchange that leads to the retry queues and the parking queue of one subscriber only."""
    return f"{subscriber}.retry"


def retry_queue(queue: str, attempt: int) -> str:
    """Where the message waits that failed for the `attempt`-th time, counted from 1."""
    return f"{queue}.retry.{attempt}"


def parking_queue(subscriber: str) -> str:
    return f"{subscriber}.parked"


def stream(owner: str) -> str:
    return f"stream.{owner}"


class NotConfirmed(Exception):
    """The broker has not taken responsibility for a message. It may have arrived nevertheless."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    exchange: str
    key: str
    message: amqp.Message


class ConfirmingPublisher:
    """Publishes batches on a connection of its own; returns when the broker has confirmed every message."""

    def __init__(self, url: str, name: str) -> None:
        self._line = Line(url, name, prepare=self._prepare, lost=self._lost)
        self._turn = threading.Lock()
        self._channel: Any = None
        self._tags = itertools.count(1)  # the broker counts the messages of a channel, too
        self._batch = _Batch()

    def start(self) -> None:
        self._line.start()

    def stop(self) -> None:
        self._line.stop()

    def publish(self, batch: Sequence[Outgoing], timeout: float = 5.0) -> None:
        """Raises: NotConfirmed -- a message was refused, unroutable, or not confirmed in time."""
        ends = time.monotonic() + timeout
        with self._turn:
            if not self._line.wait(timeout):
                raise NotConfirmed("no connection")
            self._batch = _Batch()
            try:
                self._write(self._channel, self._tags, batch)
                self._batch.wait(ends - time.monotonic())
            except NotConfirmed:
                self._line.cut()  # late confirms of this batch must not be taken for the next one's
                raise

    def _write(self, channel: Any, tags: Iterator[int], batch: Sequence[Outgoing]) -> None:
        try:
            for outgoing in batch:
                self._batch.expect(next(tags))
                self._line.publish(
                    channel, outgoing.message, exchange=outgoing.exchange, key=outgoing.key, mandatory=True
                )
        except LOST as error:
            raise NotConfirmed(str(error)) from error
        self._batch.written()

    def _prepare(self, connection: Connection) -> None:
        channel = connection.channel()
        channel.confirm_select()
        channel.events["basic_ack"].add(lambda tag, multiple: self._batch.confirm(tag, up_to=multiple))
        channel.events["basic_nack"].add(lambda tag, multiple: self._batch.fail("refused"))
        channel.events["basic_return"].add(lambda error, *_: self._batch.fail(str(error)))
        self._channel, self._tags = channel, itertools.count(1)

    def _lost(self) -> None:
        self._batch.fail("connection lost")


class _Batch:
    """The confirms still awaited: written to by the reading thread, waited for by the publishing one."""

    def __init__(self) -> None:
        self._awaited: set[int] = set()
        self._complete = False
        self._failure = ""
        self._settled = threading.Event()

    def expect(self, tag: int) -> None:
        self._awaited.add(tag)

    def written(self) -> None:
        self._complete = True
        self._settle()

    def confirm(self, tag: int, *, up_to: bool) -> None:
        self._awaited -= {awaited for awaited in tuple(self._awaited) if awaited <= tag} if up_to else {tag}
        self._settle()

    def fail(self, reason: str) -> None:
        self._failure = reason
        self._settled.set()

    def wait(self, timeout: float) -> None:
        if not self._settled.wait(max(timeout, 0)):
            raise NotConfirmed("timeout")
        if self._failure:
            raise NotConfirmed(self._failure)

    def _settle(self) -> None:
        if self._complete and not self._awaited:
            self._settled.set()
