"""The services of these tests. What they did is read from the file named by `DIARY`."""

from __future__ import annotations

import dataclasses
import json
import os
import time
from pathlib import Path
from uuid import UUID

from kernel import clock, context, outbox
from kernel.context import Request
from kernel.database import DatabaseProvider
from kernel.events import hears
from kernel.messages import Caller, Nothing
from kernel.parking import ParkedMessage, RedeliveryProvider, hears_parked
from kernel.relay import OutboxRelay
from kernel.rpc import CallerProvider, RpcProvider, serves
from tests.integration.kernel.messaging.sample import contract


def note(*words: object) -> None:
    """Write a line into the diary; short lines of several processes do not mix."""
    with Path(os.environ["DIARY"]).open("a") as diary:
        diary.write(" ".join(map(str, words)) + "\n")


def greeting(text: str, caller: Caller) -> contract.Greeting:
    request = context.current()
    assert isinstance(request, Request)
    return contract.Greeting(
        text=text,
        by=caller.process,
        for_person=caller.person_id,
        roles=tuple(sorted(caller.roles)),
        correlation_id=request.correlation_id,
    )


def happened(thing: UUID, number: int = 0, mode: str = "heed") -> contract.ThingHappened:
    return contract.ThingHappened(occurred_at=clock.now(), thing_id=thing, number=number, mode=mode)


class SampleService:
    """Has no database."""

    name = "sample"

    caller = CallerProvider()
    rpc = RpcProvider()

    @serves(contract.greet)
    def greet(self, command: contract.Greet) -> contract.Greeting:
        return greeting(f"Hello, {command.name}", self.caller)

    @serves(contract.refuse)
    def refuse(self, command: contract.Greet) -> contract.Greeting:
        raise contract.AlreadyGreeted(name=command.name)

    @serves(contract.judge)
    def judge(self, command: contract.Greet) -> contract.Greeting:
        return greeting("Judged", self.caller)

    @serves(contract.stumble)
    def stumble(self, command: contract.Greet) -> contract.Greeting:
        raise ValueError(f"the secret of {command.name}")

    @serves(contract.work)
    def work(self, command: contract.Work) -> Nothing:
        note("began", command.mark)
        time.sleep(command.milliseconds / 1000)
        note("done", command.mark)
        return Nothing()

    @serves(contract.pass_on)
    def pass_on(self, command: contract.Greet) -> contract.Greeting:
        return self.rpc.call(contract.welcome, command)  # type: ignore[no-any-return]

    @hears(contract.ThingHappened)
    def heed(self, event: contract.ThingHappened) -> None:
        note("heard", event.thing_id, event.number, event.mode)
        if event.mode == "slow":
            time.sleep(1)
        if event.mode == "fail" or (event.mode == "fail twice" and heard_before(event.thing_id) <= 2):
            raise ValueError("the secret of the event")


def heard_before(thing_id: UUID) -> int:
    """How often the diary mentions it."""
    return Path(os.environ["DIARY"]).read_text().count(f"heard {thing_id} ")


class KeeperService:
    """Has a database, and announces what is kept there."""

    name = "keeper"

    database = DatabaseProvider()
    outbox = OutboxRelay()
    caller = CallerProvider()

    @serves(contract.welcome)
    def welcome(self, command: contract.Greet) -> contract.Greeting:
        return greeting(f"Welcome, {command.name}", self.caller)

    @serves(contract.announce)
    def announce(self, command: contract.Announce) -> Nothing:
        for number in range(command.facts):
            for thing in command.things:
                with self.database.transaction() as session:
                    outbox.add(session, happened(thing, number, command.mode))
        return Nothing()


class MonitoringService:
    """Keeps what the others parked."""

    name = "monitoring"

    redelivery = RedeliveryProvider()

    @hears_parked("sample")
    def keep_parked(self, message: ParkedMessage) -> None:
        note("parked", json.dumps(dataclasses.asdict(message), default=str))

    @serves(contract.redeliver)
    def redeliver(self, command: contract.Redeliver) -> Nothing:
        self.redelivery.send(command.queue, command.document)
        return Nothing()


class DeafService:
    """Defined at the broker and never started."""

    name = "deaf"


SERVICES = (SampleService, KeeperService, MonitoringService, DeafService)
