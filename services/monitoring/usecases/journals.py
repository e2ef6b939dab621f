"""Keeping the ends of all journals where their owners cannot reach."""

from __future__ import annotations

from datetime import timedelta

from contracts.journal import follow_journal
from contracts.monitoring import journals as contract
from kernel import clock, cursors, journal, logs
from kernel.database import Database
from kernel.journal_lines import FollowJournal, JournalHead
from kernel.messages import Unavailable
from kernel.rpc import Rpc
from services.monitoring import store, views

EVERY = timedelta(hours=1)

log = logs.get(__name__)


def note_heads(database: Database, rpc: Rpc) -> None:
    """Keep where each journal ends now, unless that was done within the hour. Who is down is asked again."""
    with database.reading() as session:
        fresh = store.heads.noted_since(session, clock.now() - EVERY)
    for service in follow_journal.keys() - fresh:
        try:
            head = rpc.call(follow_journal[service], FollowJournal(limit=1)).head
        except Unavailable:
            log.warning("journal head not noted", service=service)
        else:
            _note(database, head)


def _note(database: Database, head: JournalHead) -> None:
    """Its line in our own journal binds the one to the other: a forger has to forge both."""
    with database.transaction() as session:
        if head.number and store.heads.note(session, head, clock.now()):
            told = f"{head.number}:{head.hash}"
            journal.record(session, "monitoring.journal.noted", head.service, head=told)


def list_journal_heads(database: Database, query: contract.ListHeads) -> contract.NotedHeadPage:
    """The ends that were noted, the last first."""
    before = cursors.position(query.cursor) or None
    with database.reading() as session:
        rows = store.heads.before(session, before, service=query.service, limit=query.limit + 1)
    return views.heads(rows, query.limit)
