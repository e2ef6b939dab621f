"""The inbox: a subscriber takes each event into account once, however often it is delivered."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from kernel.machinery import seen_events
from kernel.messages import Event


def first_time(session: Session, event: Event, handler: str) -> bool:
    """Whether `handler` meets `event` for the first time; remembers it with the effect, in one commit.

    handler: the pinned name of the subscriber's queue.
    """
    seen = insert(seen_events).values(event_id=event.event_id, handler=handler)
    remembered = session.scalar(seen.on_conflict_do_nothing().returning(seen_events.c.event_id))
    return remembered is not None
