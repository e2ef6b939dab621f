"""The numbered migrations of one folder, with one head, named in the file CURRENT.

CURRENT makes two migrations written at the same time a conflict that people see.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.types import TypeDecorator


class BrokenHistory(Exception):
    """The migrations of a folder are not one line that ends where CURRENT says."""


@dataclass(frozen=True, kw_only=True)
class History:
    """One folder of migrations and the tables they make.

    version_table: where the database remembers how far it has come.
    owns: whether a table found in the database is one of this history's.
    """

    folder: Path
    metadata: sa.MetaData
    version_table: str
    owns: Callable[[str], bool]

    def head(self) -> str | None:
        """The number of the last migration. Raises: BrokenHistory."""
        scripts = ScriptDirectory.from_config(self._config())
        heads = scripts.get_revisions(scripts.get_heads())
        stems = [Path(script.path).stem for script in heads if script is not None]
        if stems != self._current():
            raise BrokenHistory(f"{self.folder} ends in {stems}, CURRENT says {self._current()}")
        return stems[0].split("_")[0] if stems else None

    def position(self, connection: sa.Connection) -> str | None:
        """The number of the last migration this database has seen."""
        return MigrationContext.configure(connection, opts=self._options(connection)).get_current_revision()

    def upgrade(self, connection: sa.Connection, target: str = "head") -> None:
        self.head()
        connection.commit()  # alembic commits only what it began itself
        command.upgrade(self._config(connection), target)

    def downgrade(self, connection: sa.Connection, target: str) -> None:
        connection.commit()
        command.downgrade(self._config(connection), target)

    def check(self, connection: sa.Connection) -> None:
        """Raises: alembic.util.CommandError -- the database is not what the tables say."""
        self.head()
        command.check(self._config(connection))

    def revise(self, connection: sa.Connection, message: str) -> Path:
        """Write the next migration: the difference between the tables and the database."""
        self.folder.mkdir(exist_ok=True)
        number = f"{int(self.head() or 0) + 1:04}"
        script: Any = command.revision(self._config(connection), message, rev_id=number, autogenerate=True)
        path = Path(script.path)
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if "# ###" not in line), encoding="utf-8")
        (self.folder / "CURRENT").write_text(f"{path.stem}\n", encoding="utf-8")
        return path

    def _current(self) -> list[str]:
        current = self.folder / "CURRENT"
        return current.read_text(encoding="utf-8").split() if current.exists() else []

    def _config(self, connection: sa.Connection | None = None) -> Config:
        config = Config(stdout=io.StringIO())
        config.set_main_option("script_location", str(Path(__file__).parent))
        config.set_main_option("version_locations", str(self.folder))
        config.set_main_option("path_separator", "newline")
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        config.attributes["options"] = self._options(connection)
        return config

    def _options(self, connection: sa.Connection | None) -> dict[str, Any]:
        return {
            "connection": connection,
            "target_metadata": self.metadata,
            "version_table": self.version_table,
            "transaction_per_migration": True,
            "compare_type": True,
            "compare_server_default": True,
            "include_name": lambda name, kind, _: kind != "table" or self.owns(name),
            "render_item": _plain_type,
        }


def _plain_type(kind: str, item: object, _: object) -> str | bool:
    """A migration outlives the class: a column type of ours is spelled as the SQL type beneath."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    beneath = item.impl_instance
    module = "postgresql." if type(beneath).__module__.startswith("sqlalchemy.dialects.postgresql") else "sa."
    return f"{module}{beneath!r}"
