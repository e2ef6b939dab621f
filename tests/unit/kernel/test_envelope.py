"""Events travel as CloudEvents; whatever else arrives is named unreadable, not tried again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import amqp
import pytest

from kernel import clock, envelope, outbox
from kernel.envelope import Unreadable
from kernel.messages import Event
from kernel.values import Role, new_id


@dataclass(frozen=True, kw_only=True)
class DoorOpened(Event, name="house.door.opened", subject="door_id"):
    door_id: UUID


def a_message(body: object, content_type: str = "application/cloudevents+json") -> amqp.Message:
    return amqp.Message(json.dumps(body).encode(), content_type=content_type)


def a_document(**changes: Any) -> dict[str, Any]:
    return {**outbox.document(DoorOpened(occurred_at=clock.now(), door_id=new_id()), 1), **changes}


def test_an_event_survives_the_journey() -> None:
    event = DoorOpened(occurred_at=clock.now(), door_id=new_id())
    outgoing = envelope.outgoing("house", outbox.document(event, 1))

    arrived = envelope.event(DoorOpened, envelope.document(outgoing.message))

    assert arrived == event


def test_an_event_is_persistent_and_addressed_by_its_type() -> None:
    outgoing = envelope.outgoing("house", a_document())

    assert (outgoing.exchange, outgoing.key) == ("house.events", "ru.nmo.house.door.opened.v1")
    assert outgoing.message.properties["delivery_mode"] == 2


def test_the_charset_of_the_content_type_is_of_no_matter() -> None:
    message = a_message(a_document(), "application/cloudevents+json; charset=utf-8")

    assert envelope.document(message)["specversion"] == "1.0"


@pytest.mark.parametrize(
    "message",
    [
        a_message(a_document(), content_type="application/json"),
        amqp.Message(a_document()["id"].encode()),
        amqp.Message(b"\xff", content_type="application/cloudevents+json"),
        amqp.Message(b"[" * 100_000, content_type="application/cloudevents+json"),
        a_message([]),
        a_message(a_document(specversion="2.0")),
        a_message(a_document(id=7)),
        a_message(a_document(subject=None)),
        a_message(a_document(data=[])),
    ],
)
def test_a_message_that_is_no_event_is_unreadable(message: amqp.Message) -> None:
    with pytest.raises(Unreadable):
        envelope.document(message)


@pytest.mark.parametrize(
    "changes", [{"type": "ru.nmo.house.door.opened.v2"}, {"data": {}}, {"time": "yesterday"}, {"id": "7"}]
)
def test_an_event_that_breaks_its_contract_is_unreadable(changes: dict[str, Any]) -> None:
    with pytest.raises(Unreadable):
        envelope.event(DoorOpened, a_document(**changes))


def test_an_unknown_fact_is_ignored() -> None:
    document = a_document()
    document["data"]["colour"] = "red"

    assert envelope.event(DoorOpened, document).door_id == UUID(document["data"]["door_id"])


def test_a_subscriber_works_as_itself_in_the_trace_of_the_event() -> None:
    document = a_document(correlationid="abc")

    request = envelope.request("hall", document)

    assert (request.caller.process, request.caller.roles) == ("hall", {Role.SERVICE})
    assert (request.correlation_id, request.causation_id) == ("abc", document["id"])
    assert request.traceparent == document["traceparent"]
