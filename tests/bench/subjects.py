"""Everything that is asked, by whom, in which words."""

from __future__ import annotations

import json
from collections.abc import Sequence

from contracts.identity import sessions
from kernel import wire
from tests.bench import requests
from tests.bench.cells import Subject
from tests.bench.ground import Ground
from tests.bench.load import Client
from tests.bench.people import Member, an_award

BALANCE = "/v1/me/credits/balance"
FLOOR, STOCK = "floor", "stock"


def rival(ground: Ground, name: str, clients: int) -> Subject:
    return Subject(name, ground.address(name), [_always(requests.get("/echo"))] * clients)


def balance(ground: Ground, specialists: Sequence[Member]) -> Subject:
    asking = [_always(requests.get(BALANCE, member.token)) for member in specialists]
    return Subject("balance", ground.address("gateway"), asking)


def award(ground: Ground, specialists: Sequence[Member], by: str) -> Subject:
    asking = [_awarding(member, by) for member in specialists]
    return Subject("award", ground.address("gateway"), asking)


def log_in(ground: Ground, specialists: Sequence[Member]) -> Subject:
    asking = [_logging_in(member) for member in specialists]
    return Subject("login", ground.address("gateway"), asking)


def refresh(ground: Ground, specialists: Sequence[Member]) -> Subject:
    asking = [_refreshing(member) for member in specialists]
    return Subject("refresh", ground.address("gateway"), asking)


def _always(request: bytes) -> Client:
    return lambda _: request


def _awarding(member: Member, by: str) -> Client:
    return lambda _: requests.post("/v1/credits/entries", wire.dump(an_award(member.person_id)), by)


def _logging_in(member: Member) -> Client:
    return lambda _: requests.post("/v1/sessions", wire.dump(member.command))


def _refreshing(member: Member) -> Client:
    newest = member.refresh_token

    def following(answer: bytes) -> bytes:
        nonlocal newest
        newest = json.loads(answer).get("refresh_token", newest) if answer else newest
        return requests.post("/v1/sessions/refresh", wire.dump(sessions.Refresh(refresh_token=newest)))

    return following
