"""What the tests of logging in elsewhere start from: Госуслуги, emulated, and the suite registered there.

Nothing is frozen here: the emulator lives in the time of this machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import psycopg
import pytest

from deploy.embedded.databases import Database as Addresses
from deploy.embedded.databases import Databases
from kernel import machinery
from kernel.database import Database
from services.identity import tables
from services.identity.channels.provider import Leaving
from services.identity.channels.providers import provider_of
from services.identity.usecases.authorisations import Esia
from services.identity.vault.sealing import Vault
from services.identity.vault.tickets import new_ticket
from services.identity.vault.tokens import Mint
from tests.builders.esia import PAGE, Gosuslugi, gosuslugi
from tests.builders.identity import REFERENCE, a_vault
from tests.integration.esia.visitor import Visitor


@pytest.fixture(scope="package")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gosuslugi]:
    with gosuslugi(tmp_path_factory.mktemp("esia")) as running:
        yield running


@pytest.fixture
def esia(emulator: Gosuslugi) -> Iterator[Gosuslugi]:
    """Госуслуги in good health, whatever a test does to them."""
    yield emulator
    emulator.fail()


@pytest.fixture
def leaving() -> Leaving:
    """Somebody on the way there."""
    return Leaving(state=uuid4(), ticket=new_ticket(), return_to=PAGE)


@pytest.fixture(scope="package")
def addresses(migrated: Callable[[str], Databases]) -> Iterator[Addresses]:
    databases = migrated("identity")
    yield databases.copy("identity", "esia_tests")
    databases.drop("esia_tests")


@pytest.fixture
def database(addresses: Addresses) -> Iterator[Database]:
    emptied = [table.name for table in reversed(tables.metadata.sorted_tables)]
    named = [machinery.outbox.name, machinery.subjects.name, *emptied]
    with psycopg.connect(addresses.owner_url) as owner:
        statements = [f"DELETE FROM {name}" for name in named if name not in REFERENCE]  # noqa: S608
        owner.execute(";".join(statements).encode())
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
def visitor(database: Database, mint: Mint, esia: Gosuslugi) -> Visitor:
    return Visitor(database, mint, Esia(provider_of(esia.settings), esia.settings.return_urls))
