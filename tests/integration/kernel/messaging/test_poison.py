"""Requests that are none, or lie: the service refuses them and lives on."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import amqp
import pytest
from amqp.exceptions import AccessRefused

from kernel import broker
from kernel.client import RpcClient
from kernel.line import Connection, connect
from tests.builders.requests import a_caller
from tests.integration.kernel.messaging.house import House, Served
from tests.integration.kernel.messaging.sample import contract

SOUND = json.dumps({"args": [{"name": "Anna"}], "kwargs": {}})
DEEP = "[" * 100_000 + "]" * 100_000
JSON = {"content_type": broker.JSON}
ANSWERABLE = {**JSON, "reply_to": str(uuid4())}


class Garbled(amqp.Message):  # type: ignore[misc]  # py-amqp has no types
    """A message whose content type is no UTF-8."""

    def _serialize_properties(self) -> bytes:
        return b"\x80\x00\x02\xff\xfe"


NO_REQUESTS = {
    "no reply_to": amqp.Message(SOUND, **JSON),
    "reply to an operation": amqp.Message(SOUND, **JSON, reply_to=contract.stumble.key),
    "no content type": amqp.Message(SOUND, reply_to=str(uuid4())),
    "pickle": amqp.Message(SOUND, **{**ANSWERABLE, "content_type": "application/x-python-serialize"}),
    "not JSON": amqp.Message("{", **ANSWERABLE),
    "deep JSON": amqp.Message(DEEP, **ANSWERABLE),
    "a list": amqp.Message("[]", **ANSWERABLE),
    "no arguments": amqp.Message("{}", **ANSWERABLE),
    "two arguments": amqp.Message('{"args": [1, 2], "kwargs": {}}', **ANSWERABLE),
    "swapped": amqp.Message('{"args": {}, "kwargs": []}', **ANSWERABLE),
    "headers of other types": amqp.Message(
        SOUND, **ANSWERABLE, application_headers={"nameko.caller": 1, "nameko.call_id_stack": 2}
    ),
    "garbled properties": Garbled(SOUND),
}


@pytest.fixture
def connection(house: House) -> Iterator[Connection]:
    with connect(house.url("gateway"), "poisoner") as connection:
        yield connection


Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def ask(connection: Connection) -> Ask:
    """Send a raw request to `greet` and give the raw reply."""

    def asked(body: str = SOUND, **headers: Any) -> dict[str, Any]:
        reply_to, replies = str(uuid4()), []
        queue = broker.reply_queue("gateway", reply_to)
        channel = connection.channel()
        channel.queue_declare(queue, exclusive=True)
        channel.queue_bind(queue, broker.RPC_EXCHANGE, reply_to)
        channel.basic_consume(queue, no_ack=True, callback=lambda message: replies.append(message.body))
        facts = {f"nameko.{name}": fact for name, fact in headers.items()}
        message = amqp.Message(body, **JSON, reply_to=reply_to, application_headers=facts)
        channel.basic_publish(message, broker.RPC_EXCHANGE, contract.greet.key)
        while not replies:
            connection.drain_events()
        reply: dict[str, Any] = json.loads(replies[0])
        return reply

    return asked


@pytest.mark.parametrize("message", NO_REQUESTS.values(), ids=NO_REQUESTS.keys())
def test_a_message_that_is_no_request_harms_nobody(
    rpc: RpcClient, sample: Served, connection: Connection, message: amqp.Message
) -> None:
    connection.channel().basic_publish(message, broker.RPC_EXCHANGE, contract.greet.key)

    assert rpc.call(contract.greet, contract.Greet(name="Anna")).text == "Hello, Anna"
    assert sample.runs


@pytest.mark.usefixtures("sample")
def test_who_sends_no_request_is_told_so_where_possible(ask: Ask) -> None:
    reply = ask("{}")

    assert reply["error"]["exc_type"] == "Invalid"


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("token", ["", "forged", "e30=.e30=", None, 7])
def test_a_request_without_a_signed_caller_is_refused(ask: Ask, token: object) -> None:
    reply = ask(caller=token)

    assert reply["error"]["exc_type"] == "Unauthenticated"


@pytest.mark.usefixtures("sample")
def test_a_caller_signed_for_another_operation_is_refused(ask: Ask, house: House) -> None:
    token = house.signer("gateway").sign(a_caller(), contract.judge.key, time.time() + 60)

    reply = ask(caller=token)

    assert reply["error"]["exc_args"] == [{"reason": "caller.operation"}]


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("deadline", [0.0, "0", 1, "1.5"])
def test_late_work_is_refused(ask: Ask, house: House, deadline: object) -> None:
    token = house.signer("gateway").sign(a_caller(), contract.greet.key, time.time() + 60)

    reply = ask(caller=token, deadline=deadline)

    assert reply["error"]["exc_args"] == [{"service": "sample", "reason": "deadline"}]


def test_the_broker_lets_nobody_listen_to_the_requests_of_others(connection: Connection) -> None:
    queue = broker.reply_queue("gateway", str(uuid4()))
    channel = connection.channel()
    channel.queue_declare(queue, exclusive=True)

    with pytest.raises(AccessRefused):
        channel.queue_bind(queue, broker.RPC_EXCHANGE, "#")


def test_the_broker_lets_nobody_announce_for_a_service(connection: Connection) -> None:
    channel = connection.channel()
    message = amqp.Message("{}", content_type=broker.CLOUDEVENTS)

    channel.basic_publish(message, broker.events_exchange("keeper"), contract.ThingHappened.type)

    with pytest.raises(AccessRefused):
        connection.drain_events()
