"""Every service's database can be made from nothing, is what its tables say, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from contracts.journal import SERVICES
from deploy.embedded.databases import Database as Addresses
from kernel import migrate
from kernel.settings import MigrationSettings

every_service = pytest.mark.parametrize("service", SERVICES)


@pytest.fixture
def settings(database_of: Callable[[str], Addresses], service: str) -> MigrationSettings:
    addresses = database_of(service)
    return MigrationSettings(database_url=addresses.url, database_owner_url=addresses.owner_url)


def tables(settings: MigrationSettings) -> set[str]:
    url = sa.make_url(settings.database_owner_url).set(drivername="postgresql+psycopg")
    with sa.create_engine(url, poolclass=sa.NullPool).connect() as connection:
        return set(sa.inspect(connection).get_table_names())


@every_service
def test_the_database_is_what_the_tables_say(service: str, settings: MigrationSettings) -> None:
    migrate.check(service, settings)


@every_service
def test_the_last_migration_is_the_current_one(service: str, settings: MigrationSettings) -> None:
    assert migrate.current(service, settings) == migrate.of_service(service).head()


@every_service
def test_what_was_made_can_be_taken_back(service: str, settings: MigrationSettings) -> None:
    migrate.downgrade(service, settings, "base")

    assert tables(settings) == {*migrate.KERNEL.metadata.tables, "kernel_version", "service_version"}


@every_service
def test_what_was_taken_back_can_be_made_again(service: str, settings: MigrationSettings) -> None:
    before = tables(settings)
    migrate.downgrade(service, settings, "base")

    migrate.upgrade(service, settings)

    assert tables(settings) == before
