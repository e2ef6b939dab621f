"""Two accounts were one person's: whoever reads the one's documents reads the other's, too."""

from __future__ import annotations

from contracts.identity.duplicates import PersonMerged
from kernel import journal, mergers
from kernel.database import Database


def follow_merger(database: Database, event: PersonMerged) -> None:
    """Let the account that is kept have what the other had. Repeats are ignored.

    Documents, acts and packages stay as they were signed and stored: only who may read them has changed.
    """
    with database.transaction() as session:
        kept_id = mergers.note(session, event.merged_id, event.person_id, event.occurred_at)
        if kept_id is not None:
            merged_id = str(event.merged_id)
            journal.record(session, "portfolio.person.merged", str(kept_id), merged_id=merged_id)
