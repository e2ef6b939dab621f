"""Hearing events: in order, at least once, and none is lost for having failed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import amqp
import pytest

from kernel import broker, envelope, outbox
from kernel.broker import ConfirmingPublisher, Outgoing
from kernel.client import RpcClient
from kernel.line import connect
from kernel.values import new_id
from tests.integration.kernel.messaging.house import House, Served, eventually
from tests.integration.kernel.messaging.sample import contract
from tests.integration.kernel.messaging.sample.services import happened

Run = Callable[..., Served]


@pytest.fixture
def keeper(house: House) -> Iterator[ConfirmingPublisher]:
    """Announces as the keeper does."""
    publisher = ConfirmingPublisher(house.url("keeper"), "keeper")
    publisher.start()
    yield publisher
    publisher.stop()


def announced(event: contract.ThingHappened) -> Outgoing:
    return envelope.outgoing("keeper", outbox.document(event, 1))


def heard(diary: Path, thing: UUID) -> list[int]:
    """The numbers of the facts that the sample service heard about `thing`."""
    words = [line.split() for line in diary.read_text().splitlines()]
    return [int(number) for verb, who, number, *_ in words if (verb, who) == ("heard", str(thing))]


@eventually
def parked(diary: Path, mark: str) -> dict[str, Any]:
    """What monitoring got out of the parking queue that tells of `mark`."""
    [line] = [line for line in diary.read_text().splitlines() if line.startswith("parked") and mark in line]
    message: dict[str, Any] = json.loads(line.removeprefix("parked "))
    return message


@eventually
def hears(diary: Path, thing: UUID, numbers: list[int]) -> None:
    assert heard(diary, thing) == numbers


def test_a_subscriber_hears_what_happened(run: Run, diary: Path, keeper: ConfirmingPublisher) -> None:
    run("sample")
    thing = new_id()

    keeper.publish([announced(happened(thing, 7))])

    hears(diary, thing, [7])


def test_a_subscriber_hears_what_happened_while_it_was_away(
    run: Run, diary: Path, keeper: ConfirmingPublisher
) -> None:
    thing = new_id()
    keeper.publish([announced(happened(thing, 7))])

    run("sample")

    hears(diary, thing, [7])


def test_facts_about_one_subject_are_heard_in_order(
    run: Run, diary: Path, keeper: ConfirmingPublisher
) -> None:
    run("sample")
    things = [new_id() for _ in range(5)]

    keeper.publish([announced(happened(thing, number)) for number in range(40) for thing in things])

    for thing in things:
        hears(diary, thing, list(range(40)))


def test_a_subscriber_told_to_stop_ends_what_it_began_and_nobody_repeats_it(
    run: Run, diary: Path, keeper: ConfirmingPublisher
) -> None:
    leaving = run("sample")
    things = [new_id() for _ in range(12)]
    keeper.publish([announced(happened(thing, number, "slow")) for thing in things for number in (1, 2)])
    hears(diary, things[0], [1])

    leaving.terminate()
    assert leaving.end() == 0
    run("sample")

    for thing in things:
        hears(diary, thing, [1, 2])


def test_a_fact_whose_handler_fails_is_heard_again(
    run: Run, diary: Path, keeper: ConfirmingPublisher
) -> None:
    run("sample")
    thing = new_id()

    keeper.publish([announced(happened(thing, 7, "fail twice"))])

    hears(diary, thing, [7, 7, 7])


def test_a_fact_whose_handler_always_fails_is_parked(
    run: Run, diary: Path, keeper: ConfirmingPublisher
) -> None:
    run("sample")
    run("monitoring")
    thing = new_id()

    keeper.publish([announced(happened(thing, 7, "fail"))])

    message = parked(diary, str(thing))
    assert (message["queue"], message["reason"], message["attempts"]) == ("sample.heed", "ValueError", 3)
    assert message["document"]["data"]["number"] == 7


def test_a_fact_that_breaks_its_contract_is_parked_at_once(
    run: Run, diary: Path, keeper: ConfirmingPublisher
) -> None:
    run("sample")
    run("monitoring")
    document = outbox.document(happened(new_id()), 1)
    document["data"]["number"] = "many"

    keeper.publish([envelope.outgoing("keeper", document)])

    message = parked(diary, document["id"])
    assert message["reason"] == "breaks its contract: {'number': 'type.integer'}"
    assert message["attempts"] == 1


@pytest.mark.parametrize(
    ("body", "content_type"),
    [("{", broker.CLOUDEVENTS), ("[]", broker.CLOUDEVENTS), ("{}", broker.CLOUDEVENTS), ("{}", "text/plain")],
)
def test_a_message_that_is_no_event_is_parked_at_once(
    run: Run, diary: Path, keeper: ConfirmingPublisher, body: str, content_type: str
) -> None:
    run("sample")
    run("monitoring")
    mark = str(new_id())
    message = amqp.Message(body, content_type=content_type, message_id=mark, delivery_mode=broker.PERSISTENT)

    keeper.publish([Outgoing("keeper.events", contract.ThingHappened.type, message)])

    assert parked(diary, mark)["document"] == {"text": body}


def test_a_parked_fact_is_heard_again_on_the_word_of_an_operator(
    rpc: RpcClient, run: Run, diary: Path
) -> None:
    run("sample")
    run("monitoring")
    thing = new_id()
    document = outbox.document(happened(thing, 7), 1)

    rpc.call(contract.redeliver, contract.Redeliver(queue="sample.heed", document=document))

    hears(diary, thing, [7])


def test_every_fact_is_kept_for_replay(house: House, keeper: ConfirmingPublisher) -> None:
    event = happened(new_id())
    keeper.publish([announced(event)])
    found: list[str] = []

    def read(message: amqp.Message) -> None:
        found.append(message.properties["message_id"])
        message.channel.basic_ack(message.delivery_tag)

    with connect(house.broker.url(), "reader") as connection:
        channel = connection.channel()
        channel.basic_qos(0, 100, False)
        channel.basic_consume(broker.stream("keeper"), arguments={"x-stream-offset": "first"}, callback=read)
        while str(event.event_id) not in found:
            connection.drain_events()

    assert str(event.event_id) in found
