"""What the tests of the kernel start from: a database with the kernel's tables and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from deploy.embedded.databases import Database as Addresses
from kernel.database import Database


@pytest.fixture
def addresses(database_of: Callable[[str], Addresses]) -> Addresses:
    return database_of("kernel")


@pytest.fixture
def database(addresses: Addresses) -> Iterator[Database]:
    """As the role that runs a service."""
    database = Database(addresses.url, pool_size=20)
    yield database
    database.close()


@pytest.fixture
def owner(addresses: Addresses) -> Iterator[sa.Engine]:
    """As the role that owns the tables, which an intruder may have become."""
    url = sa.make_url(addresses.owner_url).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    yield engine
    engine.dispose()
