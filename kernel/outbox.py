"""The outbox: an event is committed with the change it reports.

    with database.transaction() as session:
        ...change...
        outbox.add(session, EntryPosted(...))

The relay publishes committed events in order and deletes each after the broker
has confirmed it. Delivery is at least once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
    add_all(session, [event])


def add_all(session: Session, events: Sequence[Event]) -> None:
    """The same for many events at once, in their order and in few statements.

    Raises: EventTooLarge.
    """
    if not events:
        return
    sequences = _next_sequences(session, Counter(event.subject for event in events))
    session.execute(outbox.insert(), [_row(event, next(sequences[event.subject])) for event in events])
    entries = [journal.entry(event.type, event.subject, event_id=event.event_id) for event in events]
    journal.record_all(session, entries)
    session.info["announces"] = True


def _row(event: Event, sequence: int) -> dict[str, Any]:
    body = document(event, sequence)
    if len(wire.canonical(body)) > MOST_BYTES:
        raise EventTooLarge(event.type)
    return {
        "event_id": event.event_id,
        "service": event.service,
        "type": event.type,
        "subject": event.subject,
        "sequence": sequence,
        "body": body,
    }


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


def _next_sequences(session: Session, added: Mapping[str, int]) -> dict[str, Iterator[int]]:
    """The numbers of the next events about each subject. added: how many there are about it."""
    # The rows stay locked until the commit, so the numbers of a subject have no gap and keep its order.
    # In one order, so that two transactions about the same subjects wait instead of deadlocking.
    first = insert(subjects)
    counted = first.on_conflict_do_update(
        index_elements=[subjects.c.subject], set_={"sequence": subjects.c.sequence + first.excluded.sequence}
    )
    rows = [{"subject": subject, "sequence": number} for subject, number in sorted(added.items())]
    last = session.execute(counted.returning(subjects.c.subject, subjects.c.sequence), rows)
    return {row.subject: iter(range(row.sequence - added[row.subject] + 1, row.sequence + 1)) for row in last}
