"""A catalogue as large as that of the country, and people who look for something in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from tests.bench import requests
from tests.bench.cells import Subject
from tests.bench.ground import Ground
from tests.bench.load import Client

ACTIVITIES = 250_000
SCRIPT = Path(__file__).with_name("activities.sql")

TEXTS = ("сердечная недостаточность", "астма у детей", "инсульту", "эпилепсия", "школа", "мигрень", None)
FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"kind": "programme"},
    {"kind": "event", "format": "online"},
    {"free_only": "true"},
    {"price_most": "5000", "order": "price"},
    {"self_paced": "true"},
    {"region": "04"},
)
SPECIALITIES = 120


def fill(ground: Ground) -> None:
    """Let the suite have ACTIVITIES more of them."""
    with psycopg.connect(ground.postgres.url("catalogue"), autocommit=True) as session:
        session.execute("SELECT set_config('bench.activities', %s, false)", (str(ACTIVITIES),))
        session.execute(SCRIPT.read_bytes())
    with psycopg.connect(ground.postgres.url("catalogue"), autocommit=True) as session:
        session.execute("VACUUM ANALYZE activities, listings, seats")


def search(ground: Ground, clients: int) -> Subject:
    """Everybody asks something else: answers that are remembered help nobody."""
    return Subject("search", ground.address("gateway"), [_searching(n) for n in range(clients)])


def facets(ground: Ground, clients: int) -> Subject:
    return Subject("facets", ground.address("gateway"), [_counting(n) for n in range(clients)])


def _searching(client: int) -> Client:
    """With words, and within a speciality, in turns."""
    asked = _questions(client)
    return lambda _: requests.get("/v1/activities?" + urlencode(next(asked)))


def _counting(client: int) -> Client:
    asked = _questions(client)
    return lambda _: requests.get("/v1/activity-facets?" + urlencode(_uncounted(next(asked))))


def _questions(client: int) -> Iterator[dict[str, str]]:
    ways = list(product(TEXTS, FILTERS))
    for turn in count(client * 1000):
        text, filters = ways[turn * 11 % len(ways)]
        words = {} if text is None else {"text": text}
        within = {"speciality": f"speciality-{turn % SPECIALITIES}"} if turn % 2 or text is None else {}
        yield {**words, **filters, **within}


def _uncounted(asked: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if name != "order"}
