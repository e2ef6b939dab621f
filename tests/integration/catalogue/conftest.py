"""What the tests of the catalogue start from: its dictionaries, nothing else, on one known day."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest

from deploy.embedded.databases import Database as Addresses
from deploy.embedded.databases import Databases
from deploy.embedded.store import Store
from kernel import clock
from kernel.database import Database
from kernel.files import Files
from kernel.machinery import merged_people, outbox, seen_events, subjects
from kernel.settings import FilesSettings
from services.catalogue.tables import days_off, metadata, policies, regions, shelf, specialities
from tests.builders.catalogue import NOW

# What a test leaves behind. The dictionaries stay; the journal is never emptied.
DICTIONARIES = {days_off, policies, regions, shelf, specialities}
LEFT = (*(set(metadata.tables.values()) - DICTIONARIES), merged_people, outbox, seen_events, subjects)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.freeze(NOW):
        yield


@pytest.fixture(scope="module")
def addresses(migrated: Callable[[str], Databases]) -> Iterator[Addresses]:
    """A database for the tests of one module, for a copy takes longer than most of them."""
    databases = migrated("catalogue")
    yield databases.copy("catalogue", "catalogue_of_module")
    databases.drop("catalogue_of_module")


@pytest.fixture
def database(addresses: Addresses) -> Iterator[Database]:
    """As the role that runs the service, with enough connections for a race."""
    database = Database(addresses.url, pool_size=30)
    yield database
    database.close()
    _empty(addresses)


@pytest.fixture(scope="session")
def files(store: Store) -> Files:
    files = Files(
        FilesSettings(
            endpoint=store.url(),
            public_endpoint=store.url(),
            bucket="catalogue-tests",
            access_key=store.access_key,
            secret_key=store.secret_key,
        )
    )
    files.ensure_bucket()
    return files


def _empty(addresses: Addresses) -> None:
    with psycopg.connect(addresses.owner_url) as owner:
        owner.execute(f"TRUNCATE {', '.join(table.name for table in LEFT)}")
