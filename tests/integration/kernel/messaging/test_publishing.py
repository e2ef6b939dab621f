"""A confirming publisher returns when the broker has taken the messages, or says that it has not."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import amqp
import pytest

from kernel import broker
from kernel.broker import ConfirmingPublisher, NotConfirmed, Outgoing
from kernel.line import Connection, connect
from tests.integration.kernel.messaging.house import House


@pytest.fixture
def connection(house: House) -> Iterator[Connection]:
    with connect(house.broker.url(), "test") as connection:
        yield connection


@pytest.fixture
def publisher(house: House) -> Iterator[ConfirmingPublisher]:
    publisher = ConfirmingPublisher(house.broker.url(), "test")
    publisher.start()
    yield publisher
    publisher.stop()


@pytest.fixture
def queue(connection: Connection) -> str:
    """Holds two messages and refuses more."""
    limits = {"x-max-length": 2, "x-overflow": "reject-publish"}
    name: str = connection.channel().queue_declare(exclusive=True, arguments=limits).queue
    return name


def batch(count: int, key: str, exchange: str = "") -> list[Outgoing]:
    return [Outgoing(exchange, key, amqp.Message(str(number))) for number in range(count)]


def waiting(connection: Connection, queue: str) -> int:
    count: int = connection.channel().queue_declare(queue, passive=True).message_count
    return count


def test_a_published_batch_has_arrived(
    publisher: ConfirmingPublisher, connection: Connection, queue: str
) -> None:
    publisher.publish(batch(2, queue))

    assert waiting(connection, queue) == 2


def test_an_empty_batch_is_no_trouble(publisher: ConfirmingPublisher) -> None:
    publisher.publish([])


def test_many_batches_follow_each_other(publisher: ConfirmingPublisher) -> None:
    for _ in range(5):
        publisher.publish(batch(1000, "sample.parked", "sample.retry"), timeout=30)


def test_a_refused_message_is_not_confirmed(publisher: ConfirmingPublisher, queue: str) -> None:
    with pytest.raises(NotConfirmed):
        publisher.publish(batch(3, queue))


def test_an_unroutable_message_is_not_confirmed(publisher: ConfirmingPublisher) -> None:
    with pytest.raises(NotConfirmed):
        publisher.publish(batch(1, "no such queue", broker.REDELIVERY))


def test_a_message_to_no_exchange_is_not_confirmed(publisher: ConfirmingPublisher) -> None:
    with pytest.raises(NotConfirmed):
        publisher.publish(batch(1, "x", str(uuid4())))


@pytest.mark.parametrize("exchange", [broker.REDELIVERY, "no such exchange"])
def test_what_was_not_confirmed_does_not_hinder_what_follows(
    publisher: ConfirmingPublisher, connection: Connection, queue: str, exchange: str
) -> None:
    with pytest.raises(NotConfirmed):
        publisher.publish(batch(1, "x", exchange))

    publisher.publish(batch(2, queue))

    assert waiting(connection, queue) == 2


def test_a_publisher_outlives_the_broker(house: House, publisher: ConfirmingPublisher) -> None:
    with house.without_broker(), pytest.raises(NotConfirmed):
        publisher.publish(batch(1, "sample.parked", "sample.retry"), timeout=0.5)

    publisher.publish(batch(1, "sample.parked", "sample.retry"), timeout=30)
