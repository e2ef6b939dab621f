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
from tests.builders.identity import NOW, Telephone, a_registration, a_vault, registered

REFERENCE = {
    tables.consent_texts.name,
    tables.module_terms.name,
    tables.posts.name,
    tables.specialities.name,
}


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
    """As the role that runs the service. Emptied, which is quicker than made; the journal never is."""
    emptied = tables.metadata.tables.keys() - REFERENCE
    names = ", ".join((*emptied, machinery.outbox.name, machinery.subjects.name))
    with psycopg.connect(addresses.owner_url) as owner:
        owner.execute(f"TRUNCATE {names}".encode())
    database = Database(addresses.url)
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
