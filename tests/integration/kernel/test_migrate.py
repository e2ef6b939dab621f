"""Migrations, from an empty database to the head and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.util import CommandError

from deploy.embedded.databases import Database as Addresses
from kernel import columns, migrate
from kernel.database import Database, new_metadata
from kernel.identifiers import Snils
from kernel.migrating import privileges
from kernel.migrating.history import BrokenHistory, History
from kernel.settings import MigrationSettings, WrongSettings
from kernel.values import Role

metadata = new_metadata()
people = sa.Table(
    "people",
    metadata,
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("snils", columns.ValueColumn(Snils), nullable=False, unique=True),
    sa.Column("amount", columns.CreditsColumn, nullable=False),
    sa.Column("role", columns.ChoiceColumn(Role), nullable=False),
    sa.Column("seen_at", columns.InstantColumn, index=True),
    columns.one_of("role", Role),
)


@pytest.fixture
def settings(addresses: Addresses) -> MigrationSettings:
    return MigrationSettings(database_url=addresses.url, database_owner_url=addresses.owner_url)


@pytest.fixture
def history(tmp_path: Path) -> History:
    """The history of a service that has just defined its first table."""
    return a_history(tmp_path / "migrations", metadata)


@pytest.fixture
def connection(owner: sa.Engine) -> Iterator[sa.Connection]:
    with owner.connect() as connection:
        yield connection


def a_history(folder: Path, tables: sa.MetaData) -> History:
    return History(
        folder=folder,
        metadata=tables,
        version_table="service_version",
        owns=lambda table: table not in {*migrate.KERNEL.metadata.tables, "kernel_version"},
    )


def has_journal(database: Database) -> bool:
    return sa.inspect(database.engine).has_table("journal")


def test_the_kernel_goes_down_and_up_again(settings: MigrationSettings, database: Database) -> None:
    migrate.downgrade("kernel", settings, "base")
    before = has_journal(database)
    migrate.upgrade("kernel", settings)

    assert (before, has_journal(database)) == (False, True)


def test_a_migrated_database_is_what_the_tables_say(settings: MigrationSettings) -> None:
    migrate.upgrade("kernel", settings)

    migrate.check("kernel", settings)


def test_a_table_that_differs_is_noticed(settings: MigrationSettings, connection: sa.Connection) -> None:
    connection.execute(sa.text("ALTER TABLE outbox ADD COLUMN surprise text"))
    connection.commit()

    with pytest.raises(CommandError, match="surprise"):
        migrate.check("kernel", settings)


def test_the_database_knows_where_it_stands(settings: MigrationSettings) -> None:
    assert migrate.current("kernel", settings) == migrate.KERNEL.head()


def test_the_role_that_runs_a_service_must_not_own_its_tables(addresses: Addresses) -> None:
    same = MigrationSettings(database_url=addresses.owner_url, database_owner_url=addresses.owner_url)

    with pytest.raises(WrongSettings, match="another role"):
        migrate.upgrade("kernel", same)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "ALTER TABLE outbox ADD COLUMN mine text",
        "DROP TABLE outbox",
        "TRUNCATE outbox",
        "ALTER TABLE journal DISABLE TRIGGER USER",
        "UPDATE kernel_version SET version_num = '0000'",
    ],
)
def test_the_role_that_runs_a_service_cannot_change_its_tables(database: Database, statement: str) -> None:
    with pytest.raises(sa.exc.ProgrammingError), database.transaction() as session:
        session.execute(sa.text(statement))


def test_a_first_migration_makes_the_tables(history: History, connection: sa.Connection) -> None:
    history.revise(connection, "People who learn")

    history.upgrade(connection)

    history.check(connection)


def test_a_migration_spells_plain_sql_types(history: History, connection: sa.Connection) -> None:
    written = history.revise(connection, "People who learn").read_text(encoding="utf-8")

    types = [
        line.split("', ")[1].split(", nullable")[0] for line in written.splitlines() if "sa.Column(" in line
    ]
    assert types == [
        "sa.Uuid()",
        "sa.Text()",
        "sa.Numeric(precision=7, scale=1)",
        "sa.Text()",
        "sa.DateTime(timezone=True)",
    ]


def test_migrations_are_numbered_and_current_names_the_last(
    history: History, connection: sa.Connection
) -> None:
    history.revise(connection, "People who learn")

    assert (history.folder / "CURRENT").read_text(encoding="utf-8") == "0001_people_who_learn\n"


def test_two_histories_that_met_are_refused(history: History, connection: sa.Connection) -> None:
    history.revise(connection, "People who learn")
    (history.folder / "CURRENT").write_text("0001_people_who_teach\n", encoding="utf-8")

    with pytest.raises(BrokenHistory):
        history.upgrade(connection)


def test_a_service_may_use_tables_made_after_it_got_its_rights(
    history: History, connection: sa.Connection, database: Database
) -> None:
    history.revise(connection, "People who learn")

    history.upgrade(connection)

    with database.reading() as session:
        assert session.execute(sa.select(people.c.person_id)).all() == []


def test_rights_may_be_granted_again(connection: sa.Connection, database: Database) -> None:
    role = database.engine.url.username or ""

    privileges.grant(connection, role)

    assert has_journal(database)
