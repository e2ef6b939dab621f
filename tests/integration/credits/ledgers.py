"""What stands in somebody's ledger."""

from __future__ import annotations

from contracts.credits.ledger import ListEntries, ReverseEntry
from kernel.database import Database
from kernel.values import EntryId, PersonId
from services.credits.usecases.statements import my_entries
from tests.builders.credits import a_specialist


def entries_of(database: Database, person: PersonId) -> list[EntryId]:
    """The awards that still count, or did once; the oldest first."""
    page = my_entries(database, a_specialist(person), ListEntries(limit=100))
    return [entry.entry_id for entry in page.items][::-1]


def a_reversal(entry_id: EntryId) -> ReverseEntry:
    return ReverseEntry(entry_id=entry_id, reason="Ошибка")
