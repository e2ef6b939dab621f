"""Hearing events.

    @hears(EntryPosted)
    def enter_award(self, event: EntryPosted) -> None: ...

A handler that fails is tried again with growing delay, then its message is parked for the
operators. It may be called twice for one event, so it guards itself with `inbox.first_time`.
An event that names a merged account in `person_id` comes as one of the account that is kept.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import amqp
from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import ENTRYPOINT_EXTENSIONS_ATTR, Entrypoint, SharedExtension, register_entrypoint

from kernel import broker, context, envelope, logs, mergers
from kernel.context import Request
from kernel.database import Database
from kernel.envelope import Document, Unreadable
from kernel.intake import Intake, Source
from kernel.lanes import Lanes
from kernel.messages import Event
from kernel.retries import Retries

E = TypeVar("E", bound=Event)

log = logs.get(__name__)

PREFETCH = 100


def hears(event: type[E]) -> Callable[[Callable[[Any, E], None]], Callable[..., Any]]:
    """Subscribe a method to `event`. Its name is part of the queue's name: renaming it is a migration."""

    def decorate(method: Callable[[Any, E], None]) -> Callable[..., Any]:
        return _subscribed(method, Hearing(event))

    return decorate


def hears_everything() -> Callable[[Callable[[Any, Document], None]], Callable[..., Any]]:
    """Subscribe a method to all events of all services. It receives CloudEvents documents."""

    def decorate(method: Callable[[Any, Document], None]) -> Callable[..., Any]:
        return _subscribed(method, Hearing(None))

    return decorate


@dataclass(frozen=True)
class Subscription:
    """event: None for all of them."""

    queue: str
    event: type[Event] | None


def subscriptions_of(service_class: Any) -> Iterator[Subscription]:
    """What a service class hears, in order of the handlers' names."""
    for name, method in inspect.getmembers(service_class, inspect.isfunction):
        for entrypoint in getattr(method, ENTRYPOINT_EXTENSIONS_ATTR, ()):
            if isinstance(entrypoint, Hearing):
                yield Subscription(broker.event_queue(service_class.name, name), entrypoint.event)


def _subscribed(method: Callable[[Any, Any], None], hearing: Hearing) -> Callable[..., Any]:
    @functools.wraps(method)
    def entrypoint(self: Any, request: Request, heard: Any) -> Exception | None:
        """Gives the failure: raised, nameko would log its text, which may hold data."""
        with context.using(request):
            try:
                _tell(self, method, heard)
            except Exception as error:
                log.exception("event not handled", handler=method.__name__, event_id=request.causation_id)
                return error
        return None

    register_entrypoint(entrypoint, hearing)
    return entrypoint


def _tell(service: Any, method: Callable[[Any, Any], None], heard: Any) -> None:
    database: Database | None = getattr(service, "database", None)
    if database is None:
        method(service, heard)
        return
    with mergers.following(database, heard) as meant:
        method(service, meant)


@dataclass(frozen=True)
class Heard:
    """A delivered event, and what its handler will get."""

    hearing: Hearing
    message: amqp.Message
    request: Request
    argument: Any


class Ear(SharedExtension):  # type: ignore[misc]  # nameko has no types
    """All that a service hears: it holds the lanes, so that events never take all its workers."""

    intake = Intake()
    retries = Retries()

    def setup(self) -> None:
        self._lanes: Lanes[Heard] = Lanes(max(1, self.container.max_workers // 2))

    def enter(self, lane: Hashable, heard: Heard) -> None:
        self._lanes.enter(lane, heard)
        self._begin()

    def leave(self, lane: Hashable) -> None:
        self._lanes.leave(lane)
        self._begin()

    def close(self) -> None:
        self.intake.close()
        for heard in self._lanes.clear():
            self.intake.give_back(heard.message)

    def _begin(self) -> None:
        for lane, heard in self._lanes.take():
            self.container.spawn_managed_thread(partial(heard.hearing.work, lane, heard))


class Hearing(Entrypoint):  # type: ignore[misc]  # nameko has no types
    """The entrypoint behind `@hears`."""

    ear = Ear()

    def __init__(self, event: type[Event] | None) -> None:
        super().__init__()
        self.event = event

    def setup(self) -> None:
        self._queue = broker.event_queue(self.container.service_name, self.method_name)
        self.ear.intake.take(Source(self._queue, PREFETCH, self._arrived))

    def stop(self) -> None:
        self.ear.close()

    def work(self, lane: Hashable, heard: Heard) -> None:
        try:
            self.container.spawn_worker(
                self,
                (heard.request, heard.argument),
                {},
                context_data={"request": heard.request},
                handle_result=partial(self._finish, lane, heard.message),
            )
        except ContainerBeingKilled:
            self.ear.intake.give_back(heard.message)

    def _arrived(self, message: amqp.Message) -> None:
        try:
            body = envelope.document(message)
            argument = envelope.event(self.event, body) if self.event else body
        except Unreadable as error:
            log.error("event unreadable", queue=self._queue, reason=str(error))
            self.container.spawn_managed_thread(partial(self._park, message, str(error)))
        else:
            request = envelope.request(self.container.service_name, body)
            self.ear.enter((self._queue, body["subject"]), Heard(self, message, request, argument))

    def _finish(
        self, lane: Hashable, message: amqp.Message, _: Any, error: Exception | None, failure: Any
    ) -> tuple[Any, Any]:
        if error is None or self.ear.retries.put_off(self._queue, message, error):
            self.ear.intake.done(message)
        else:
            self.ear.intake.give_back(message)
        self.ear.leave(lane)
        return error, failure

    def _park(self, message: amqp.Message, reason: str) -> None:
        if self.ear.retries.park(self._queue, message, reason):
            self.ear.intake.done(message)
        else:
            self.ear.intake.give_back(message)
