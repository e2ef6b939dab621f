"""What every service answers without declaring it: whether it is ready, and what its journal says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from kernel import accesses, chain, context, journal
from kernel.database import Database
from kernel.journal_lines import (
    Access,
    AccessPage,
    FollowJournal,
    JournalFollowed,
    JournalHead,
    JournalLine,
    JournalPage,
    ReadAccesses,
    ReadJournal,
    follow_journal,
    read_accesses,
    read_journal,
)
from kernel.messages import Caller, Nothing, Operation, Unauthenticated, Unavailable
from kernel.readiness import Readiness, ping
from kernel.values import Role

Answer = Callable[[Any], Any]


class Builtins:
    """database: gives the one of the service, or None where it has none."""

    def __init__(self, service: str, database: Callable[[], Database | None]) -> None:
        self._service, self._database = service, database
        answers: tuple[tuple[Operation[Any, Any], Answer], ...] = (
            (ping(service), self._readiness),
            (read_journal(service), self._journal),
            (read_accesses(service), self._accesses),
            (follow_journal(service), self._follow),
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
        """The auditors are watched, too: each page they read is a line."""
        database = self._database()
        if database is None:
            return JournalPage(items=(), next_after=None)
        sought = journal.Sought(
            actor=query.actor, subject=query.subject, action=query.action, since=query.since
        )
        with database.reading() as session:
            lines, more = journal.read(session, after=query.after, limit=query.limit, sought=sought)
        self._note_reading(database, query)
        items = tuple(JournalLine(service=self._service, **vars(line)) for line in lines)
        return JournalPage(items=items, next_after=more)

    def _note_reading(self, database: Database, query: ReadJournal) -> None:
        action, whom = f"{self._service}.journal.viewed", query.subject or self._service
        with database.transaction() as session:
            journal.record(session, action, whom, case="audit", roles=" ".join(sorted(_caller().roles)))

    def _follow(self, query: FollowJournal) -> JournalFollowed:
        database = self._database()
        if database is None:
            nothing = JournalHead(service=self._service, number=0, hash=chain.BEGINNING.hex())
            return JournalFollowed(lines=(), head=nothing)
        with database.reading() as session:
            lines, _ = journal.read(session, after=query.after, limit=query.limit)
            head = chain.head(session.connection())
        sealed = [line for line in lines if line.hash is not None]
        return JournalFollowed(
            lines=tuple(JournalLine(service=self._service, **vars(line)) for line in sealed),
            head=JournalHead(service=self._service, number=head.number, hash=head.hash.hex()),
        )

    def _accesses(self, query: ReadAccesses) -> AccessPage:
        database = self._database()
        if database is None:
            return AccessPage(items=(), next_before=None)
        with database.reading() as session:
            rows = accesses.of(session, _caller().person, before=query.before, limit=query.limit + 1)
        items = tuple(self._access(row) for row in rows[: query.limit])
        return AccessPage(items=items, next_before=items[-1].place if len(rows) > query.limit else None)

    def _access(self, row: sa.Row[Any]) -> Access:
        return Access(
            service=self._service,
            place=row.position,
            at=row.at,
            what=row.action,
            case=row.detail.get("case", ""),
            roles=tuple(Role(role) for role in row.detail.get("roles", "").split()),
            organisation_id=row.acting_as,
        )


def _caller() -> Caller:
    """Raises: Unauthenticated -- outside a request."""
    request = context.current()
    if request is None:
        raise Unauthenticated
    return request.caller
