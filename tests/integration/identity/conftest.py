"""What the tests of identity start from: a migrated database, a key ring, on one known instant."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest
import sqlalchemy as sa

from contracts.identity.accounts import Register
from deploy.embedded.databases import Database as Addresses
from deploy.embedded.databases import Databases
from kernel import clock, machinery
from kernel.database import Database
from services.identity import tables
from services.identity.vault.sealing import Vault
from services.identity.vault.tokens import Mint
from tests.builders.identity import NOW, REFERENCE, Telephone, a_registration, a_vault, registered


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with clock.freeze(NOW):
        yield


@pytest.fixture(scope="session")
def addresses(migrated: Callable[[str], Databases]) -> Iterator[Addresses]:
    databases = migrated("identity")
    yield databases.copy("identity", "identity_tests")
    databases.drop("identity_tests")


@pytest.fixture
def database(addresses: Addresses) -> Iterator[Database]:
    """As the role that runs the service. Emptied, which is quicker than made; the journal never is.

    Row by row: there are few rows, and to truncate a table makes a new file of it.
    """
    emptied = [table.name for table in reversed(tables.metadata.sorted_tables)]
    named = [machinery.outbox.name, machinery.subjects.name, *emptied]
    with psycopg.connect(addresses.owner_url) as owner:
        statements = [f"DELETE FROM {name}" for name in named if name not in REFERENCE]  # noqa: S608
        owner.execute(";".join(statements).encode())
    database = Database(addresses.url, pool_size=50)  # as many as are simultaneous: none waits for another's
    yield database
    database.close()


@pytest.fixture
def vault() -> Vault:
    return a_vault()


@pytest.fixture
def mint(vault: Vault) -> Mint:
    return Mint(vault=vault, issuer="https://nmo.example.ru")


@pytest.fixture
def somebody(database: Database, mint: Mint) -> Register:
    """A person with an active account."""
    command = a_registration()
    registered(database, mint.vault, command)
    return command


@pytest.fixture
def telephone() -> Telephone:
    return Telephone()


@pytest.fixture
def rows(database: Database) -> Callable[[str], list[dict[str, object]]]:
    """All rows of a table, as an intruder would read them."""

    def all_of(table: str) -> list[dict[str, object]]:
        with database.reading() as session:
            return [dict(row) for row in session.execute(sa.text(f"SELECT * FROM {table}")).mappings()]  # noqa: S608

    return all_of
