"""What becomes of an event whose handler failed: delayed, then parked, never lost, never in a hot loop.

Delays are queues whose messages expire back into the queue they came from. The headers of
a delayed or parked message tell the operators where it came from, why, and how often it was tried.
"""

from __future__ import annotations

from typing import Any

import amqp
import eventlet
from nameko.extensions import SharedExtension

from kernel import broker, clock, logs
from kernel.answering import DATABASE_DOWN
from kernel.broker import ConfirmingPublisher, NotConfirmed, Outgoing
from kernel.messages import Unavailable

log = logs.get(__name__)

QUEUE, REASON, ATTEMPTS, SINCE = "nmo-queue", "nmo-reason", "nmo-attempts", "nmo-since"
PASSING = (Unavailable, *DATABASE_DOWN)  # no fault of the event: it waits as long as it takes
BREATH = 1.0  # seconds before a message is given back that could be neither delayed nor parked


class Retries(SharedExtension):  # type: ignore[misc]  # nameko has no types
    def setup(self) -> None:
        config = self.container.config
        self._attempts = len(config.get("RETRY_DELAYS", broker.DEFAULT_DELAYS))
        name = self.container.service_name
        self._parking, self._exchange = broker.parking_queue(name), broker.retry_exchange(name)
        self._publisher = ConfirmingPublisher(config["SETTINGS"].broker_url, f"{name} retries")

    def start(self) -> None:
        self._publisher.start()

    def stop(self) -> None:
        self._publisher.stop()

    def put_off(self, queue: str, message: amqp.Message, error: Exception) -> bool:
        """Have the message delivered to `queue` again later, or park it; whether the broker took it."""
        failures = attempts(message) + 1
        if failures > self._attempts and not isinstance(error, PASSING):
            return self.park(queue, message, type(error).__name__)
        key = broker.retry_queue(queue, min(failures, self._attempts))
        return self._hand_over(key, queue, message, type(error).__name__)

    def park(self, queue: str, message: amqp.Message, reason: str) -> bool:
        """Set the message aside for the operators; whether the broker took it."""
        return self._hand_over(self._parking, queue, message, reason)

    def _hand_over(self, key: str, queue: str, message: amqp.Message, reason: str) -> bool:
        try:
            self._publisher.publish([Outgoing(self._exchange, key, _marked(message, queue, reason))])
        except NotConfirmed as error:
            log.error("event neither delayed nor parked", queue=queue, reason=str(error))
            eventlet.sleep(BREATH)
            return False
        log.warning("event set aside", queue=queue, put_into=key, reason=reason)
        return True


def attempts(message: amqp.Message) -> int:
    """How often the message has failed before."""
    count = headers_of(message).get(ATTEMPTS, 0)
    return count if isinstance(count, int) else 0


def headers_of(message: amqp.Message) -> dict[str, Any]:
    return message.properties.get("application_headers") or {}


def _marked(message: amqp.Message, queue: str, reason: str) -> amqp.Message:
    earlier = headers_of(message)
    marks = {
        QUEUE: queue,
        REASON: reason[:500],
        ATTEMPTS: attempts(message) + 1,
        SINCE: earlier.get(SINCE) or clock.now().isoformat(),
    }
    kept = {
        name: message.properties[name]
        for name in ("content_type", "content_encoding", "message_id", "type")
        if name in message.properties
    }
    return amqp.Message(message.body, delivery_mode=broker.PERSISTENT, application_headers=marks, **kept)
