"""A catalogue as large as that of the country, and people who look for something in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, count, product
from pathlib import Path
from random import Random
from urllib.parse import urlencode

import psycopg

from tests.bench import requests
from tests.bench.cells import Subject
from tests.bench.ground import Ground
from tests.bench.load import Client

ACTIVITIES = 250_000
SCRIPT = Path(__file__).with_name("activities.sql")

TOPICS = (
    "сердечная недостаточность",
    "астма у детей",
    "диабету",
    "инсульт",
    "анемии",
    "гипертензией",
    "пневмония",
    "эпилепсия",
    "псориаз",
    "глаукоме",
    "остеопороз",
    "мигрень",
)
FORMS = ("актуальные вопросы", "современный подход", "рекомендации", "неотложная помощь", "школа")
TEXTS = (None, *TOPICS, *FORMS, *map(" ".join, product(FORMS, TOPICS)))
FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"kind": "programme"},
    {"kind": "event", "format": "online"},
    {"free_only": "true"},
    {"price_most": "5000", "order": "price"},
    {"self_paced": "true"},
    {"region": "04"},
)
SPECIALITIES, DAYS = 120, 200
# Questions between the first of one client and the first of the next: they meet after all have been asked.
APART = 171
# How many questions people share, of which the n-th is asked 1/n times as often as the first (Zipf's law).
SHARED = 2_000


def fill(ground: Ground) -> None:
    """Let the suite have ACTIVITIES more of them."""
    with psycopg.connect(ground.postgres.url("catalogue"), autocommit=True) as session:
        session.execute("SELECT set_config('bench.activities', %s, false)", (str(ACTIVITIES),))
        session.execute(SCRIPT.read_bytes())
    with psycopg.connect(ground.postgres.url("catalogue"), autocommit=True) as session:
        session.execute("VACUUM ANALYZE activities, listings, seats")


def search(ground: Ground, clients: int) -> Subject:
    """Everybody always asks what nobody has asked before: answers that are remembered help nobody."""
    return Subject("search", ground.address("gateway"), [_searching(_new(n)) for n in range(clients)])


def shared_search(ground: Ground, clients: int) -> Subject:
    """Some questions are asked often, most seldom."""
    return Subject("shared", ground.address("gateway"), [_searching(_shared(n)) for n in range(clients)])


def facets(ground: Ground, clients: int) -> Subject:
    return Subject("facets", ground.address("gateway"), [_counting(_new(n)) for n in range(clients)])


def _searching(asked: Iterator[dict[str, str]]) -> Client:
    return lambda _: requests.get("/v1/activities?" + urlencode(next(asked)))


def _counting(asked: Iterator[dict[str, str]]) -> Client:
    return lambda _: requests.get("/v1/activity-facets?" + urlencode(_uncounted(next(asked))))


def _new(client: int) -> Iterator[dict[str, str]]:
    return map(_question, count(client * APART))


def _shared(client: int) -> Iterator[dict[str, str]]:
    """client: whose questions, always the same ones in the same order."""
    chance = Random(client)
    weights = list(accumulate(1 / place for place in range(1, SHARED + 1)))
    while True:
        yield from map(_question, chance.choices(range(SHARED), cum_weights=weights, k=1_000))


def _question(number: int) -> dict[str, str]:
    """With words, and within a speciality, or from a day on, in turns."""
    text, filters = WAYS[number * 11 % len(WAYS)]
    words = {} if text is None else {"text": text}
    if number % 2 or text is None:
        return {**words, **filters, "speciality": f"speciality-{number % SPECIALITIES}"}
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    after = today + timedelta(days=number % DAYS, seconds=number // DAYS)
    return {**words, **filters, "starts_after": after.isoformat()}


def _uncounted(asked: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if name != "order"}


WAYS = list(product(TEXTS, FILTERS))
