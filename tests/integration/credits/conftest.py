"""What the tests of credits start from: a migrated database with the law loaded, on one known day."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from deploy.embedded.databases import Database as Addresses
from deploy.embedded.store import Store
from kernel import clock
from kernel.database import Database
from kernel.files import Files
from kernel.settings import FilesSettings
from tests.builders.credits import NOW

BUCKET = "credits-tests"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.freeze(NOW):
        yield


@pytest.fixture
def addresses(database_of: Callable[[str], Addresses]) -> Addresses:
    return database_of("credits")


@pytest.fixture
def database(addresses: Addresses) -> Iterator[Database]:
    """As the role that runs the service."""
    database = Database(addresses.url)
    yield database
    database.close()


@pytest.fixture
def owner(addresses: Addresses) -> Iterator[sa.Engine]:
    """As the role that owns the tables, which an intruder may have become."""
    url = sa.make_url(addresses.owner_url).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    yield engine
    engine.dispose()


@pytest.fixture
def files(store: Store) -> Files:
    files = Files(
        FilesSettings(
            endpoint=store.url(),
            public_endpoint=store.url(),
            bucket=BUCKET,
            access_key=store.access_key,
            secret_key=store.secret_key,
        )
    )
    files.ensure_bucket()
    return files
