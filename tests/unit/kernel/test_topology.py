"""The broker holds what the services need, and each process may do no more than its work."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest

from kernel.accounts import password_hash
from kernel.events import hears, hears_everything
from kernel.holdings import queue_names
from kernel.messages import Event, Nothing, Operation
from kernel.topology import definitions


@dataclass(frozen=True, kw_only=True)
class DoorOpened(Event, name="house.door.opened", subject="door_id"):
    door_id: UUID


knock = Operation("house", "knock", Nothing, Nothing)
lock = Operation("house", "lock", Nothing, Nothing, callers=("hall",))


class House:
    name = "house"


class Hall:
    name = "hall"

    @hears(DoorOpened)
    def greet(self, event: DoorOpened) -> None: ...


class Watch:
    name = "watch"

    @hears_everything()
    def record(self, document: dict[str, Any]) -> None: ...


PASSWORDS = {"gateway": "g", "house": "h", "hall": "l", "watch": "w", "operator": "o"}


def defined() -> dict[str, Any]:
    return definitions([knock, lock], [House, Hall, Watch], PASSWORDS, vhost="v", delays=(1, 5))


def arguments(queue: str) -> dict[str, Any]:
    [found] = [each for each in defined()["queues"] if each["name"] == queue]
    return dict(found["arguments"])


def keys(queue: str) -> set[tuple[str, str]]:
    bindings = defined()["bindings"]
    return {(each["source"], each["routing_key"]) for each in bindings if each["destination"] == queue}


def may(process: str, right: str, name: str) -> bool:
    [rights] = [each for each in defined()["permissions"] if each["user"] == process]
    return re.fullmatch(rights[right], name) is not None


def may_send(process: str, exchange: str, key: str) -> bool:
    topics = defined()["topic_permissions"]
    [topic] = [each for each in topics if (each["user"], each["exchange"]) == (process, exchange)]
    return re.fullmatch(topic["write"], key) is not None


def test_queues_bear_the_names_of_subscriber_and_handler() -> None:
    assert queue_names([House, Hall]) == [
        "hall.greet",
        "hall.greet.retry.1",
        "hall.greet.retry.2",
        "hall.greet.retry.3",
        "hall.greet.retry.4",
        "hall.parked",
        "house.parked",
        "rpc-hall",
        "rpc-house",
        "stream.hall",
        "stream.house",
        "unrouted",
    ]


def test_a_subscriber_gets_the_events_it_hears_and_what_is_put_back() -> None:
    assert keys("hall.greet") == {("house.events", DoorOpened.type), ("redelivery", "hall.greet")}


def test_who_hears_everything_gets_the_events_of_all() -> None:
    assert keys("watch.record") == {
        ("house.events", "#"),
        ("hall.events", "#"),
        ("watch.events", "#"),
        ("redelivery", "watch.record"),
    }


def test_a_delayed_message_returns_to_its_queue() -> None:
    delayed = arguments("hall.greet.retry.2")

    assert delayed["x-message-ttl"] == 5000
    assert (delayed["x-dead-letter-exchange"], delayed["x-dead-letter-routing-key"]) == ("", "hall.greet")


def test_a_message_that_kills_its_subscribers_is_parked() -> None:
    deadly = arguments("hall.greet")

    assert deadly["x-delivery-limit"] == 20
    assert deadly["x-dead-letter-routing-key"] == "hall.parked"


def test_requests_come_through_a_queue_as_any_nameko_client_declares_it() -> None:
    assert arguments("rpc-house") == {}
    assert keys("rpc-house") == {("nameko-rpc", "house.*")}


def test_a_process_calls_what_the_operations_allow_it() -> None:
    assert may_send("gateway", "nameko-rpc", "house.knock")
    assert may_send("hall", "nameko-rpc", "house.lock")
    assert may_send("gateway", "nameko-rpc", "house.ping")


@pytest.mark.parametrize(
    ("process", "key"),
    [
        ("gateway", "house.lock"),
        ("hall", "house.knock"),
        ("gateway", "house.knock.x"),
        ("gateway", "houseXknock"),
    ],
)
def test_a_process_calls_nothing_else(process: str, key: str) -> None:
    assert not may_send(process, "nameko-rpc", key)


def test_only_services_reply() -> None:
    assert may_send("house", "nameko-rpc", str(uuid4()))
    assert not may_send("gateway", "nameko-rpc", str(uuid4()))


def test_a_service_announces_its_own_events_only() -> None:
    assert may("house", "write", "house.events")
    assert not may("house", "write", "hall.events")
    assert not may_send("house", "house.events", "ru.nmo.hall.light.lit.v1")


def test_a_process_reads_its_own_queues_only() -> None:
    assert may("hall", "read", "hall.greet")
    assert may("hall", "read", f"rpc.reply-hall-{uuid4()}")
    assert not may("hall", "read", "rpc-house")
    assert not may("hall", "read", "watch.record")
    assert not may("hall", "read", f"rpc.reply-gateway-{uuid4()}")


def test_nobody_writes_into_queues_past_the_exchanges() -> None:
    assert not any(may(process, "write", "amq.default") for process in ("gateway", "house", "hall", "watch"))


def test_nobody_configures_more_than_its_reply_queue() -> None:
    assert may("hall", "configure", f"rpc.reply-hall-{uuid4()}")
    assert not may("hall", "configure", "hall.greet")


def test_processes_unknown_to_contracts_get_no_account() -> None:
    assert {user["name"] for user in defined()["users"]} == {"gateway", "hall", "house", "watch"}


def test_a_service_without_a_password_is_named() -> None:
    with pytest.raises(LookupError, match="hall, watch"):
        definitions([], [House, Hall, Watch], {"house": "h"})


def test_passwords_are_salted_and_hashed_as_the_broker_expects() -> None:
    hashed = base64.b64decode(password_hash("secret"))

    assert hashed[4:] == hashlib.sha256(hashed[:4] + b"secret").digest()
    assert password_hash("secret") != password_hash("secret")
