"""What the broker holds for the suite: exchanges, queues and bindings, derived from the services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kernel import broker
from kernel.broker import DEFAULT_DELAYS
from kernel.events import Subscription, subscriptions_of

Entry = dict[str, Any]

QUORUM = {"x-queue-type": "quorum"}
KEPT = {**QUORUM, "x-delivery-limit": 1_000_000}  # by default RabbitMQ 4 drops what was delivered 20 times
# Where the broker itself moves a message on, its origin forgets it only when it has arrived.
SAFELY = {"x-dead-letter-strategy": "at-least-once", "x-overflow": "reject-publish"}
DELIVERIES = 20  # of one message to processes that die of it, before it is parked
STREAM = {
    "x-queue-type": "stream",
    "x-max-age": "90D",
    "x-max-length-bytes": 2 * 1024**3,
    "x-stream-max-segment-size-bytes": 64 * 1024**2,
}


class Holdings:
    """Exchanges, queues and bindings of one virtual host, in the broker's own words."""

    def __init__(self, vhost: str) -> None:
        self._vhost = vhost
        self.exchanges: list[Entry] = []
        self.queues: list[Entry] = []
        self.bindings: list[Entry] = []

    def exchange(self, name: str, kind: str, arguments: Mapping[str, Any] | None = None) -> None:
        lasting = {"durable": True, "auto_delete": False, "internal": False, "arguments": arguments or {}}
        self.exchanges.append({"name": name, "vhost": self._vhost, "type": kind, **lasting})

    def queue(self, name: str, arguments: Mapping[str, Any]) -> None:
        lasting = {"durable": True, "auto_delete": False, "arguments": arguments}
        self.queues.append({"name": name, "vhost": self._vhost, **lasting})

    def bind(self, exchange: str, queue: str, key: str = "") -> None:
        ends = {"source": exchange, "destination": queue, "destination_type": "queue"}
        self.bindings.append({**ends, "vhost": self._vhost, "routing_key": key, "arguments": {}})


def holdings(services: Sequence[Any], vhost: str, delays: Sequence[float] = DEFAULT_DELAYS) -> Holdings:
    """services: their classes. delays: seconds before each further attempt at an event."""
    held = Holdings(vhost)
    held.exchange(broker.RPC_EXCHANGE, "topic")
    held.exchange(broker.UNROUTED, "fanout")
    held.exchange(broker.REDELIVERY, "direct")
    held.queue(broker.UNROUTED, KEPT)
    held.bind(broker.UNROUTED, broker.UNROUTED)
    owners = sorted({service.name for service in services} | _owners_heard(services))
    for owner in owners:
        _announcing(held, owner)
    for service in services:
        _consuming(held, service, owners, delays)
    return held


def queue_names(services: Sequence[Any]) -> list[str]:
    """The names of the queues, sorted. Renaming one abandons what it holds."""
    return sorted(queue["name"] for queue in holdings(services, "").queues)


def _announcing(held: Holdings, owner: str) -> None:
    """What receives the events of one service, whoever listens."""
    exchange = broker.events_exchange(owner)
    held.exchange(exchange, "topic", {"alternate-exchange": broker.UNROUTED})
    held.queue(broker.stream(owner), STREAM)
    held.bind(exchange, broker.stream(owner), "#")


def _consuming(held: Holdings, service: Any, owners: Sequence[str], delays: Sequence[float]) -> None:
    parked, retry = broker.parking_queue(service.name), broker.retry_exchange(service.name)
    held.queue(broker.rpc_queue(service.name), {})
    held.bind(broker.RPC_EXCHANGE, broker.rpc_queue(service.name), f"{service.name}.*")
    held.exchange(retry, "direct")
    held.queue(parked, KEPT)
    held.bind(retry, parked, parked)
    for subscription in subscriptions_of(service):
        _hearing(held, subscription, service.name, owners)
        _delaying(held, subscription.queue, retry, delays)


def _hearing(held: Holdings, subscription: Subscription, subscriber: str, owners: Sequence[str]) -> None:
    queue, event = subscription.queue, subscription.event
    held.queue(
        queue,
        {
            **QUORUM,
            **SAFELY,
            # Replicas of a subscriber take turns: order within a subject survives scaling out.
            "x-single-active-consumer": True,
            "x-delivery-limit": DELIVERIES,
            "x-dead-letter-exchange": broker.retry_exchange(subscriber),
            "x-dead-letter-routing-key": broker.parking_queue(subscriber),
        },
    )
    held.bind(broker.REDELIVERY, queue, queue)
    for owner in owners if event is None else (event.service,):
        held.bind(broker.events_exchange(owner), queue, "#" if event is None else event.type)


def _delaying(held: Holdings, queue: str, retry: str, delays: Sequence[float]) -> None:
    for attempt, delay in enumerate(delays, start=1):
        waiting = broker.retry_queue(queue, attempt)
        back = {"x-dead-letter-exchange": "", "x-dead-letter-routing-key": queue}
        held.queue(waiting, {**QUORUM, **SAFELY, **back, "x-message-ttl": int(delay * 1000)})
        held.bind(retry, waiting, waiting)


def _owners_heard(services: Iterable[Any]) -> set[str]:
    heard = (subscription.event for service in services for subscription in subscriptions_of(service))
    return {event.service for event in heard if event is not None}
