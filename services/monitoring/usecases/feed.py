"""The feed of events, and the parked messages that an operator settles."""

from __future__ import annotations

from contracts.monitoring import feed as contract
from kernel import cursors
from kernel.database import Database
from kernel.messages import Invalid
from services.monitoring import store, views


def read_events(database: Database, query: contract.ReadEvents) -> contract.EventFeed:
    """Events behind a position, in the order in which they were heard."""
    with database.reading() as session:
        rows = store.events_after(
            session, query.after, type_=query.type, subject=query.subject, limit=query.limit + 1
        )
    return views.events(rows, query.limit)


def list_parked(database: Database, query: contract.ListParked) -> contract.ParkedPage:
    """The messages that wait for an operator, oldest first."""
    after = _position(query.cursor)
    with database.reading() as session:
        return views.parked_page(store.parked_page(session, after, query.limit + 1), query.limit)


def drop_parked(database: Database, command: contract.SettleParked) -> contract.Parked:
    """Settle a parked message by forgetting it.

    Raises: UnknownParked.
    """
    with database.transaction() as session:
        row = store.settle(session, command.parked_id, "dropped")
        if row is None:
            raise contract.UnknownParked(parked_id=command.parked_id)
        return views.parked(row)


def _position(cursor: str | None) -> int:
    if cursor is None:
        return 0
    [text] = cursors.decode(cursor, 1)
    if not text.isdecimal():
        raise Invalid(cursor="cursor.format")
    return int(text)
