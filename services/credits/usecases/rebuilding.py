"""Making the sums anew: the ledger is what is true, all else follows from it."""

from __future__ import annotations

from kernel import journal
from kernel.database import Database
from kernel.values import CycleId
from services.credits.store import rebuilding

BATCH = 1000


def rebuild(database: Database) -> int:
    """Make every sum beside the ledger anew, some cycles at a time; posting goes on meanwhile in all others.

    Gives how many cycles there are. Entries and their hashes are left as they are.
    """
    done, after = 0, None
    while cycles := _batch(database, after):
        done, after = done + len(cycles), cycles[-1]
    with database.transaction() as session:
        journal.record(session, "credits.sums.rebuilt", "ledger", cycles=done)
    return done


def _batch(database: Database, after: CycleId | None) -> list[CycleId]:
    with database.transaction() as session:
        cycles = [*rebuilding.locked_after(session, after, BATCH)]
        if cycles:
            rebuilding.make_anew(session, cycles)
    return cycles
