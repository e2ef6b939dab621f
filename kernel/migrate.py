"""Bring the database of a service up to date.

    python -m kernel.migrate credits upgrade | check | current | downgrade 0003 | revision -m "add claims"

First the kernel's own tables, then the service's, then its reference data. Runs as
the role that owns the tables and gives the role that runs the service its rights.
`kernel` in the place of a service means the kernel's tables alone.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.util import CommandError

from kernel import machinery
from kernel.migrating import privileges
from kernel.migrating.history import BrokenHistory, History
from kernel.reference import UnreadableData
from kernel.settings import MigrationSettings, WrongSettings, read

# A migration gives way to the running service rather than stopping it.
OPTIONS = "-c lock_timeout=4s -c timezone=UTC"
DATA = Path(__file__).parents[1] / "data"
_MIGRATING = 0x6D696772  # "migr": one migration at a time in a database

KERNEL = History(
    folder=Path(__file__).parent / "migrations",
    metadata=machinery.metadata,
    version_table="kernel_version",
    owns=machinery.metadata.tables.__contains__,
)


def of_service(service: str) -> History:
    """The migrations of a service's own tables."""
    [folder] = importlib.import_module(f"services.{service}").__path__
    foreign = {*machinery.metadata.tables, "kernel_version", "service_version"}
    return History(
        folder=Path(folder) / "migrations",
        metadata=importlib.import_module(f"services.{service}.tables").metadata,
        version_table="service_version",
        owns=lambda table: table not in foreign,
    )


def upgrade(service: str, settings: MigrationSettings, target: str = "head") -> None:
    """Migrate the kernel's tables, then the service's up to `target`, then grant the runtime role its due.

    At the head the reference data are loaded, too: an older table may not hold them.
    """
    with _owner(settings) as connection:
        KERNEL.upgrade(connection)
        for history in _own(service):
            history.upgrade(connection, target)
        privileges.grant(connection, _runtime_role(settings))
        if target == "head":
            _load_reference_data(service, connection)


def downgrade(service: str, settings: MigrationSettings, target: str) -> None:
    """Take the service's tables back to `target`: a number, or `base` for none."""
    with _owner(settings) as connection:
        _last(service).downgrade(connection, target)


def check(service: str, settings: MigrationSettings) -> None:
    """Raises: CommandError -- the database is not what the service's tables say."""
    with _owner(settings) as connection:
        for history in (KERNEL, *_own(service)):
            history.check(connection)


def current(service: str, settings: MigrationSettings) -> str | None:
    """The number of the service's last migration the database has seen."""
    with _owner(settings) as connection:
        return _last(service).position(connection)


def revision(service: str, settings: MigrationSettings, message: str) -> Path:
    """Write the service's next migration from what its tables and the database differ in."""
    with _owner(settings) as connection:
        return _last(service).revise(connection, message)


def _load_reference_data(service: str, connection: sa.Connection) -> None:
    """Call `services.<service>.reference.load(connection, folder)`, if the service has dictionaries."""
    module = f"services.{service}.reference"
    if service != "kernel" and importlib.util.find_spec(module):
        with connection.begin():
            importlib.import_module(module).load(connection, DATA)


def _own(service: str) -> list[History]:
    return [] if service == "kernel" else [of_service(service)]


def _last(service: str) -> History:
    return [KERNEL, *_own(service)][-1]


@contextmanager
def _owner(settings: MigrationSettings) -> Iterator[sa.Connection]:
    url = sa.make_url(settings.database_owner_url).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, poolclass=sa.NullPool, connect_args={"options": OPTIONS})
    with engine.connect() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_lock(_MIGRATING)))
        connection.commit()
        yield connection


def _runtime_role(settings: MigrationSettings) -> str:
    role = sa.make_url(settings.database_url).username
    if not role or role == sa.make_url(settings.database_owner_url).username:
        raise WrongSettings(["NMO_DATABASE_URL must name another role than NMO_DATABASE_OWNER_URL"])
    return role


def main(arguments: list[str]) -> None:
    """Run one command; a mistake of the operator is one line, not a traceback."""
    parser = argparse.ArgumentParser(prog="python -m kernel.migrate")
    parser.add_argument("service")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("upgrade").add_argument("target", nargs="?", default="head")
    commands.add_parser("downgrade").add_argument("target")
    commands.add_parser("current")
    commands.add_parser("check")
    commands.add_parser("revision").add_argument("-m", dest="message", required=True)
    chosen = vars(parser.parse_args(arguments))
    command: Callable[..., Any] = globals()[chosen.pop("command")]
    try:
        answer = command(chosen.pop("service"), read(MigrationSettings), **chosen)
    except (CommandError, BrokenHistory, UnreadableData, WrongSettings) as error:
        sys.exit(str(error))
    sys.stdout.write(f"{answer or 'done'}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
