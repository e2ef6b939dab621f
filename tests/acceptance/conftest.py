"""Who takes part in the journeys of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from rich.console import Console

from deploy.demo.display import Display
from deploy.demo.drive import STEPS, opened
from deploy.demo.journey import Journey
from deploy.seed.api import Api
from deploy.seed.entrance import enter
from tests.suite import RunningSuite

IN_ORDER = "test_generated_requests.py"
"""What one request leaves behind another finds: the same each time, so that what breaks breaks again."""
STAFF = ("provider", "administrator", "specialist", "employer")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """However tests are shuffled, those of IN_ORDER come in the order of their names."""
    places = [place for place, item in enumerate(items) if item.path.name == IN_ORDER]
    for place, item in zip(places, sorted((items[place] for place in places), key=_name), strict=True):
        items[place] = item


def _name(item: pytest.Item) -> str:
    return item.name


@pytest.fixture(scope="module")
def people(suite: RunningSuite) -> Iterator[dict[str, httpx.Client]]:
    """The staff of the demo, its specialist, and a newcomer with a cycle."""
    suite.ready()
    with opened(suite.demo, Display(len(STEPS), Console(quiet=True))) as journey, ExitStack() as open_clients:
        for step in (Journey.register, Journey.confirm, Journey.log_in, Journey.open_cycle):
            step(journey)
        newcomer = {"login": journey.newcomer.phone, "password": journey.newcomer.password}
        with suite.client() as anyone:
            tokens = {"newcomer": enter(Api(anyone), newcomer).access_token}
        tokens |= {role: suite.token(role) for role in STAFF}
        yield {who: open_clients.enter_context(suite.client(token)) for who, token in tokens.items()} | {
            "anyone": open_clients.enter_context(suite.client())
        }
