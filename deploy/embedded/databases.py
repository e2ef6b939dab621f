"""One database and two roles for each service: one role owns the tables, the other only uses them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql

from deploy.embedded.keyring import Keyring


class Server(Protocol):
    """A PostgreSQL, wherever it runs. root: its keyring has the passwords of all roles."""

    root: Path

    def url(self, database: str = ..., *, role: str = ..., password: str | None = None) -> str:
        """Address of `database` for `role`: the superuser's, unless another is named."""


@dataclass(frozen=True, kw_only=True)
class Database:
    """url: for the service. owner_url: for its migrations."""

    service: str
    url: str
    owner_url: str


class Databases:
    """The databases of all services in one PostgreSQL."""

    def __init__(self, postgres: Server) -> None:
        self._postgres = postgres
        self._keyring = Keyring(postgres.root)

    def of(self, service: str, name: str | None = None) -> Database:
        """Addresses of the database of `service`, or of its copy called `name`."""
        place = name or service
        url, owner_url = (
            self._postgres.url(place, role=role, password=password)
            for role, password in self._roles(service).items()
        )
        return Database(service=service, url=url, owner_url=owner_url)

    def provide(self, service: str) -> Database:
        """Create what is missing of the roles and the database of `service`."""
        with self._superuser() as session:
            for role, password in self._roles(service).items():
                _ensure_role(session, role, password)
            if not _exists(session, "pg_database", "datname", service):
                self._create(session, service, service)
        return self.of(service)

    def copy(self, service: str, name: str) -> Database:
        """A new database `name`, equal to that of `service`, which nobody may be using."""
        with self._superuser() as session:
            self._create(session, service, name, template=service)
        return self.of(service, name)

    def drop(self, name: str) -> None:
        with self._superuser() as session:
            session.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def migrate(self, service: str) -> None:
        """Bring the database of `service` to the newest schema, and its reference data with it."""
        # Only here: whoever asks for a status need not wait for SQLAlchemy.
        from kernel import migrate
        from kernel.settings import MigrationSettings

        database = self.of(service)
        settings = MigrationSettings(database_url=database.url, database_owner_url=database.owner_url)
        migrate.upgrade(service, settings)

    def _roles(self, service: str) -> dict[str, str]:
        """The password of the runtime role, then of the owner."""
        return {
            service: self._keyring.password(f"database-{service}"),
            f"{service}_owner": self._keyring.password(f"database-owner-{service}"),
        }

    def _superuser(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self._postgres.url(), autocommit=True)

    def _create(
        self, session: psycopg.Connection[Any], service: str, name: str, template: str = "template1"
    ) -> None:
        # Copying files takes a tenth of the time that copying through the log takes.
        names = (sql.Identifier(part) for part in (name, f"{service}_owner", template))
        session.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY").format(*names))
        closed = sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name))
        opened = sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
            sql.Identifier(name), sql.Identifier(service)
        )
        session.execute(closed)
        session.execute(opened)


def _ensure_role(session: psycopg.Connection[Any], role: str, password: str) -> None:
    verb = "ALTER" if _exists(session, "pg_roles", "rolname", role) else "CREATE"
    command = sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
        sql.SQL(verb), sql.Identifier(role), sql.Literal(password)
    )
    session.execute(command)


def _exists(session: psycopg.Connection[Any], catalogue: str, column: str, name: str) -> bool:
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(
        sql.Identifier(catalogue), sql.Identifier(column)
    )
    return session.execute(query, (name,)).fetchone() is not None
