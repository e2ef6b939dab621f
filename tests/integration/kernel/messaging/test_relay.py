"""From a commit to the broker: nothing is lost, and order holds within a subject."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from deploy.embedded.databases import Database as Addresses
from kernel import broker, clock, context, outbox
from kernel.client import RpcClient
from kernel.database import Database
from kernel.line import connect
from kernel.machinery import answered_requests, journal
from kernel.machinery import outbox as outbox_table
from kernel.values import new_id
from tests.builders.requests import a_request
from tests.integration.kernel.messaging.house import House, Served, eventually
from tests.integration.kernel.messaging.sample import contract
from tests.integration.kernel.messaging.sample.services import happened

Run = Callable[..., Served]
Documents = Callable[[int], list[dict[str, Any]]]


@pytest.fixture
def announcements(house: House) -> Iterator[Documents]:
    """Waits for so many events of the keeper and gives their documents, as they came."""
    with connect(house.broker.url(), "listener") as connection:
        channel = connection.channel()
        queue = channel.queue_declare(exclusive=True).queue
        channel.queue_bind(queue, broker.events_exchange("keeper"), "#")
        heard: list[dict[str, Any]] = []
        channel.basic_consume(
            queue, no_ack=True, callback=lambda message: heard.append(json.loads(message.body))
        )

        def first(count: int) -> list[dict[str, Any]]:
            while len(heard) < count:
                connection.drain_events()
            return heard

        yield first


@eventually
def is_empty(database: Database) -> None:
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(outbox_table)) == 0


def test_what_is_committed_is_announced_and_leaves_the_outbox(
    rpc: RpcClient, run: Run, addresses: Addresses, database: Database, announcements: Documents
) -> None:
    run("keeper", addresses.url)
    thing = new_id()

    rpc.call(contract.announce, contract.Announce(things=(thing,)))

    [document] = announcements(1)
    assert (document["type"], document["subject"]) == (contract.ThingHappened.type, str(thing))
    is_empty(database)


def test_a_request_repeated_with_its_key_is_carried_out_once(
    rpc: RpcClient, run: Run, addresses: Addresses, database: Database, announcements: Documents
) -> None:
    run("keeper", addresses.url)
    command = contract.Announce(things=(new_id(),))

    with context.using(replace(a_request(), idempotency_key="key-1")):
        for _ in range(3):
            rpc.call(contract.announce, command)

    is_empty(database)
    assert len(announcements(1)) == 1


def test_what_a_dead_replica_has_left_is_announced(
    run: Run, addresses: Addresses, database: Database, announcements: Documents
) -> None:
    event = happened(new_id())
    with database.transaction() as session:
        outbox.add(session, event)

    run("keeper", addresses.url)

    [document] = announcements(1)
    assert document["id"] == str(event.event_id)


def test_what_is_committed_while_the_broker_is_away_is_announced_later(
    house: House, run: Run, addresses: Addresses, database: Database
) -> None:
    run("keeper", addresses.url)
    event = happened(new_id())

    with house.without_broker(), database.transaction() as session:
        outbox.add(session, event)

    is_empty(database)


def test_order_within_a_subject_survives_two_replicas(
    rpc: RpcClient, run: Run, addresses: Addresses, announcements: Documents
) -> None:
    run("keeper", addresses.url)
    run("keeper", addresses.url)
    things = tuple(new_id() for _ in range(3))

    with ThreadPoolExecutor(8) as threads:
        command = contract.Announce(things=things, facts=5)
        for call in [threads.submit(rpc.call, contract.announce, command) for _ in range(8)]:
            call.result()

    sequences: dict[str, list[int]] = defaultdict(list)
    for document in announcements(3 * 5 * 8):
        sequences[document["subject"]].append(int(document["sequence"]))
    assert sequences == {str(thing): list(range(1, 41)) for thing in things}


def test_the_journal_is_sealed(rpc: RpcClient, run: Run, addresses: Addresses, database: Database) -> None:
    run("keeper", addresses.url)

    rpc.call(contract.announce, contract.Announce(things=(new_id(),)))

    @eventually
    def sealed() -> None:
        with database.reading() as session:
            assert session.scalars(sa.select(journal.c.number)).all() == [1]

    sealed()


@eventually
def has_forgotten(database: Database) -> None:
    with database.reading() as session:
        assert session.execute(sa.select(answered_requests)).all() == []


def test_answers_older_than_48_hours_are_forgotten(
    run: Run, addresses: Addresses, database: Database
) -> None:
    answer = {
        "operation": "keeper.keep",
        "caller": "gateway//",
        "key": "k",
        "body_sha256": b"",
        "response": 1,
    }
    with database.transaction() as session:
        session.execute(
            answered_requests.insert(), answer | {"created_at": clock.now() - timedelta(hours=49)}
        )

    run("keeper", addresses.url)

    has_forgotten(database)
