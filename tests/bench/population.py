"""A ledger as large as wanted, in a PostgreSQL and a database of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from deploy.embedded.databases import Databases
from deploy.embedded.postgres import Postgres
from kernel.database import Database

SCRIPT = Path(__file__).with_suffix(".sql")
SERVICE = "credits"


@contextmanager
def server(root: Path) -> Iterator[Postgres]:
    """A durable PostgreSQL in `root`, gone with all its data at the end."""
    postgres = Postgres(root)
    try:
        postgres.start()
        postgres.ready()
        databases = Databases(postgres)
        databases.provide(SERVICE)
        databases.migrate(SERVICE)
        yield postgres
    finally:
        postgres.stop()
        shutil.rmtree(root, ignore_errors=True)


@contextmanager
def ledger(postgres: Postgres, *, people: int, each: int, connections: int = 2) -> Iterator[Database]:
    """A database with so many people and `each` entries, 60 at the most, of everyone."""
    databases, name = Databases(postgres), f"ledger_{people * each}"
    address = databases.copy(SERVICE, name)
    _fill(postgres.url(name), people, each)
    database = Database(address.url, pool_size=connections)
    try:
        yield database
    finally:
        database.close()
        databases.drop(name)


def _fill(url: str, people: int, each: int) -> None:
    """url: for the superuser, who alone may go around the guards of the ledger."""
    with psycopg.connect(url, autocommit=True) as session:
        session.execute("SET session_replication_role = replica")
        for name, value in {"people": people, "each": each}.items():
            session.execute("SELECT set_config('bench.' || %s, %s, false)", (name, str(value)))
        session.execute(SCRIPT.read_bytes())
