"""What tests may ask for: real parts, started when the first test needs them, gone with the last.

postgres, broker, store     a running part; `.url()` tells its address
database_of("credits")      a fresh, migrated database of a service: `.url`, `.owner_url`
suite                       all services behind the gateway, see tests/suite.py
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import settings

from deploy.embedded.broker import Broker
from deploy.embedded.databases import Database, Databases
from deploy.embedded.part import Part
from deploy.embedded.postgres import Postgres
from deploy.embedded.store import Store
from tests.suite import RunningSuite

P = TypeVar("P", bound=Part)

# How long an example takes depends on what else the machine does.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3
"""Bytes. What a session takes is a tenth of it."""

numbers = count(1)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files, where they run in several processes: those of the suite come first, as they take longest."""
    items.sort(key=lambda item: not _needs_suite(item))


def _needs_suite(item: pytest.Item) -> bool:
    return "suite" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def parts_root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the parts of this session; in memory where there is room, as tests copy databases."""
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        yield tmp_path_factory.mktemp("parts")
        return
    for left in MEMORY.glob("nmo-tests-*"):
        if not Path("/proc", left.name.rpartition("-")[2]).exists():
            shutil.rmtree(left, ignore_errors=True)
    folder = MEMORY / f"nmo-tests-{os.getpid()}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(parts_root: Path) -> Iterator[Postgres]:
    yield from _running(Postgres(parts_root, durable=False))


@pytest.fixture(scope="session")
def broker(parts_root: Path) -> Iterator[Broker]:
    yield from _running(Broker(parts_root))


@pytest.fixture(scope="session")
def store(parts_root: Path) -> Iterator[Store]:
    yield from _running(Store(parts_root))


@pytest.fixture(scope="session")
def migrated(postgres: Postgres) -> Callable[[str], Databases]:
    """Databases of this session, once that of the service is migrated."""
    databases = Databases(postgres)
    done: set[str] = set()

    def databases_with(service: str) -> Databases:
        if service not in done:
            databases.provide(service)
            databases.migrate(service)
            done.add(service)
        return databases

    return databases_with


@pytest.fixture
def database_of(migrated: Callable[[str], Databases]) -> Iterator[Callable[[str], Database]]:
    """A fresh, migrated database of a service, for this test alone."""
    taken: list[tuple[Databases, str]] = []

    def fresh(service: str) -> Database:
        databases = migrated(service)
        name = f"{service}_{next(numbers)}"
        taken.append((databases, name))
        return databases.copy(service, name)

    yield fresh
    for databases, name in taken:
        databases.drop(name)


@pytest.fixture(scope="session")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSuite]:
    running = RunningSuite(tmp_path_factory.mktemp("suite"))
    try:
        running.begin()
        yield running
    finally:
        running.end()


def _running(part: P) -> Iterator[P]:
    try:
        part.start()
        part.ready()
        yield part
    finally:
        part.stop()
