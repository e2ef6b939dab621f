"""The outbox: an event is committed with the change it reports.

    with database.transaction() as session:
        ...change...
        outbox.add(session, EntryPosted(...))

The relay publishes committed events in order and deletes each after the broker
has confirmed it. Delivery is at least once.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from kernel import context, journal, wire
from kernel.machinery import outbox, subjects
from kernel.messages import Event

MOST_BYTES = 64 * 1024


class EventTooLarge(Exception):
    """An event carries facts and identifiers, not documents."""


def add(session: Session, event: Event) -> None:
    """Leave `event` to be published after this transaction commits, and note it in the journal.

    Raises: EventTooLarge -- the document is larger than 64 KiB.
    """
    sequence = _next_sequence(session, event.subject)
    body = document(event, sequence)
    if len(wire.canonical(body)) > MOST_BYTES:
        raise EventTooLarge(event.type)
    session.execute(
        outbox.insert().values(
            event_id=event.event_id,
            service=event.service,
            type=event.type,
            subject=event.subject,
            sequence=sequence,
            body=body,
        )
    )
    journal.record(session, event.type, event.subject, event_id=event.event_id)
    session.info["announces"] = True


def document(event: Event, sequence: int) -> dict[str, Any]:
    """`event` as a CloudEvents 1.0 document; `sequence` counts the events about its subject."""
    data = wire.dump(event)
    request = context.current()
    causation = request.causation_id if request else None
    return {
        "specversion": "1.0",
        "id": data.pop("event_id"),
        "source": f"/nmo/{event.service}",
        "type": event.type,
        "subject": event.subject,
        "time": data.pop("occurred_at"),
        "datacontenttype": "application/json",
        "dataschema": f"/v1/events/schemas/{event.type}",
        "sequence": f"{sequence:020}",
        "correlationid": request.correlation_id if request else str(event.event_id),
        **({"causationid": causation} if causation else {}),
        "traceparent": request.traceparent if request else context.new_traceparent(),
        "data": data,
    }


def _next_sequence(session: Session, subject: str) -> int:
    # The row stays locked until the commit, so the numbers of a subject have no gap and keep its order.
    first = insert(subjects).values(subject=subject, sequence=1)
    counted = first.on_conflict_do_update(
        index_elements=[subjects.c.subject], set_={"sequence": subjects.c.sequence + 1}
    )
    sequence: int = session.execute(counted.returning(subjects.c.sequence)).scalar_one()
    return sequence
