"""Parked messages: taken out of the parking queues for the operators, and put back on their word.

@hears_parked()
def keep_parked(self, message: ParkedMessage) -> None: ...

redelivery = RedeliveryProvider()      # self.redelivery.send(queue, document)
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

import amqp
import eventlet
from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import DependencyProvider, Entrypoint, SharedExtension, register_entrypoint

from kernel import broker, clock, context, discovery, envelope, logs
from kernel.broker import ConfirmingPublisher, NotConfirmed
from kernel.context import Request
from kernel.envelope import Unreadable
from kernel.intake import Intake, Source
from kernel.messages import Unavailable
from kernel.retries import ATTEMPTS, QUEUE, REASON, headers_of

log = logs.get(__name__)

PREFETCH = 10
BREATH = 2.0  # seconds between two attempts to keep a message


@dataclass(frozen=True, kw_only=True)
class ParkedMessage:
    """queue: where it failed. reason: the class of the error. attempts: how often it was tried.

    document: the event; of a message that is none, {"text": ...}.
    """

    queue: str
    reason: str
    attempts: int
    parked_at: datetime
    message_id: str
    document: dict[str, Any]


def hears_parked(
    *services: str,
) -> Callable[[Callable[[Any, ParkedMessage], None]], Callable[..., Any]]:
    """Give a method every message that `services` park, or any does. It may be given one twice."""

    def decorate(method: Callable[[Any, ParkedMessage], None]) -> Callable[..., Any]:
        @functools.wraps(method)
        def entrypoint(self: Any, request: Request, message: ParkedMessage) -> bool:
            with context.using(request):
                try:
                    method(self, message)
                except Exception:
                    log.exception("parked message not kept", queue=message.queue)
                    return False
            return True

        register_entrypoint(entrypoint, ParkedHearing(services or discovery.service_names()))
        return entrypoint

    return decorate


class ParkedHearing(Entrypoint):  # type: ignore[misc]  # nameko has no types
    """The entrypoint behind `@hears_parked`."""

    intake = Intake()

    def __init__(self, services: Sequence[str]) -> None:
        super().__init__()
        self._services = services

    def setup(self) -> None:
        for service in self._services:
            self.intake.take(Source(broker.parking_queue(service), PREFETCH, self._arrived))

    def stop(self) -> None:
        self.intake.close()

    def _arrived(self, message: amqp.Message) -> None:
        self.container.spawn_managed_thread(partial(self._work, message))

    def _work(self, message: amqp.Message) -> None:
        request = envelope.request(self.container.service_name, {"id": _id_of(message)})
        try:
            self.container.spawn_worker(
                self,
                (request, parked(message)),
                {},
                context_data={"request": request},
                handle_result=partial(self._finish, message),
            )
        except ContainerBeingKilled:
            self.intake.give_back(message)

    def _finish(self, message: amqp.Message, _: Any, kept: bool, failure: Any) -> tuple[Any, Any]:
        if kept:
            self.intake.done(message)
        else:
            eventlet.sleep(BREATH)
            self.intake.give_back(message)
        return kept, failure


def parked(message: amqp.Message) -> ParkedMessage:
    """What a message in a parking queue tells of itself."""
    marks = headers_of(message)
    deaths = marks.get("x-death") or [{}]  # of a message the broker itself has parked
    return ParkedMessage(
        queue=str(marks.get(QUEUE) or deaths[0].get("queue", "")),
        reason=str(marks.get(REASON) or deaths[0].get("reason", "")),
        attempts=int(marks.get(ATTEMPTS) or deaths[0].get("count", 0)),
        parked_at=clock.now(),
        message_id=_id_of(message),
        document=_document(message),
    )


class Redelivery:
    """Puts an event back into the queue in which it failed, as if it came for the first time."""

    def __init__(self, publisher: ConfirmingPublisher) -> None:
        self._publisher = publisher

    def send(self, queue: str, document: dict[str, Any]) -> None:
        """Raises: Unavailable -- the broker has not taken it, or there is no such queue any more."""
        try:
            self._publisher.publish([envelope.addressed(broker.REDELIVERY, queue, document)])
        except NotConfirmed as error:
            raise Unavailable(reason="broker") from error


class RedeliveryPublisher(SharedExtension):  # type: ignore[misc]  # nameko has no types
    def setup(self) -> None:
        url = self.container.config["SETTINGS"].broker_url
        self.publisher = ConfirmingPublisher(url, f"{self.container.service_name} redelivery")

    def start(self) -> None:
        self.publisher.start()

    def stop(self) -> None:
        self.publisher.stop()


class RedeliveryProvider(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """Gives a service the Redelivery: `redelivery = RedeliveryProvider()`."""

    publishing = RedeliveryPublisher()

    def get_dependency(self, worker_ctx: Any) -> Redelivery:
        return Redelivery(self.publishing.publisher)


def _id_of(message: amqp.Message) -> str:
    return str(message.properties.get("message_id", ""))


def _document(message: amqp.Message) -> dict[str, Any]:
    try:
        return envelope.document(message)
    except Unreadable:
        return {"text": message.body.decode(errors="replace")}
