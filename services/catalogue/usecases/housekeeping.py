"""What the catalogue does by itself, again and again."""

from __future__ import annotations

from kernel import clock
from kernel.database import Database
from services.catalogue import store

AT_ONCE = 500


def close_ended(database: Database) -> None:
    """Let searching pass over what has ended. It is not found in any case; this keeps searching quick."""
    with database.transaction() as session:
        store.listings.list_missing(session)
    closed = AT_ONCE
    while closed == AT_ONCE:
        with database.transaction() as session:
            closed = store.listings.close_ended(session, clock.now(), AT_ONCE)
