"""What every service answers without declaring it: whether it is ready, and what its journal says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kernel import journal
from kernel.database import Database
from kernel.journal_lines import JournalLine, JournalPage, ReadJournal, read_journal
from kernel.messages import Nothing, Operation, Unavailable
from kernel.readiness import Readiness, ping

Answer = Callable[[Any], Any]


class Builtins:
    """database: gives the one of the service, or None where it has none."""

    def __init__(self, service: str, database: Callable[[], Database | None]) -> None:
        self._service, self._database = service, database
        answers: tuple[tuple[Operation[Any, Any], Answer], ...] = (
            (ping(service), self._readiness),
            (read_journal(service), self._journal),
        )
        self._answers = {operation.key: (operation, answer) for operation, answer in answers}

    def find(self, key: str) -> tuple[Operation[Any, Any], Answer]:
        """Raises: Unavailable -- no such operation in this version of the service."""
        if key not in self._answers:
            raise Unavailable(service=self._service, reason="operation")
        return self._answers[key]

    def _readiness(self, _: Nothing) -> Readiness:
        database = self._database()
        return Readiness(service=self._service, database=database.is_ready() if database else None)

    def _journal(self, query: ReadJournal) -> JournalPage:
        database = self._database()
        if database is None:
            return JournalPage(items=(), next_after=None)
        with database.reading() as session:
            lines, more = journal.read(session, after=query.after, limit=query.limit, subject=query.subject)
        items = tuple(JournalLine(service=self._service, **vars(line)) for line in lines)
        return JournalPage(items=items, next_after=more)
