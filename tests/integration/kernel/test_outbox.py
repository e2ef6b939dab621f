"""What leaves a service leaves through the outbox, in the commit it reports."""

from __future__ import annotations

import contextlib
import threading
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from contracts.catalogue.activities import ActivityCancelled
from kernel import context, outbox
from kernel.database import Database
from kernel.machinery import journal
from kernel.machinery import outbox as table
from kernel.values import ActivityId, OrganisationId, new_id
from tests.builders.requests import ORGANISATION, PERSON, a_caller, a_request

LECTURE = ActivityId(UUID("01930000-0000-7000-8000-00000000000a"))
SEMINAR = ActivityId(UUID("01930000-0000-7000-8000-00000000000b"))
PROVIDER = OrganisationId(UUID("01930000-0000-7000-8000-00000000000c"))
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_cancellation(activity: ActivityId = LECTURE) -> ActivityCancelled:
    return ActivityCancelled(activity_id=activity, provider_id=PROVIDER, occurred_at=NOON)


def announce(database: Database, *events: ActivityCancelled) -> None:
    with database.transaction() as session:
        for event in events:
            outbox.add(session, event)


def left(database: Database) -> list[sa.Row[Any]]:
    with database.reading() as session:
        return list(session.execute(sa.select(table).order_by(table.c.position)))


def test_an_event_is_a_cloudevents_document(database: Database) -> None:
    event = a_cancellation()

    with context.using(a_request(correlation_id="c-1", causation_id="e-0")):
        announce(database, event)

    assert left(database)[0].body == {
        "specversion": "1.0",
        "id": str(event.event_id),
        "source": "/nmo/catalogue",
        "type": "ru.nmo.catalogue.activity.cancelled.v1",
        "subject": str(LECTURE),
        "time": "2026-11-23T12:00:00Z",
        "datacontenttype": "application/json",
        "dataschema": "/v1/events/schemas/ru.nmo.catalogue.activity.cancelled.v1",
        "sequence": "00000000000000000001",
        "correlationid": "c-1",
        "causationid": "e-0",
        "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "data": {"activity_id": str(LECTURE), "provider_id": str(PROVIDER)},
    }


def test_an_event_without_a_request_correlates_with_itself(database: Database) -> None:
    event = a_cancellation()

    announce(database, event)

    assert left(database)[0].body["correlationid"] == str(event.event_id)


def test_what_is_rolled_back_is_not_announced(database: Database) -> None:
    with contextlib.suppress(LookupError), database.transaction() as session:
        outbox.add(session, a_cancellation())
        raise LookupError

    assert left(database) == []


def test_the_events_about_a_subject_are_numbered_without_a_gap(database: Database) -> None:
    announce(database, a_cancellation(), a_cancellation(SEMINAR))
    with contextlib.suppress(LookupError), database.transaction() as session:
        outbox.add(session, a_cancellation())
        raise LookupError
    announce(database, a_cancellation())

    assert [(row.subject, row.sequence) for row in left(database)] == [
        (str(LECTURE), 1),
        (str(SEMINAR), 1),
        (str(LECTURE), 2),
    ]


def test_the_order_about_a_subject_is_the_order_of_commits(database: Database) -> None:
    threads = [threading.Thread(target=announce, args=(database, a_cancellation())) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [row.sequence for row in left(database)] == list(range(1, 21))


def test_a_document_larger_than_64_kib_is_refused(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "MOST_BYTES", 100)

    with pytest.raises(outbox.EventTooLarge):
        announce(database, a_cancellation())


def test_a_commit_with_events_wakes_the_relay_once(database: Database) -> None:
    woken: list[int] = []
    database.on_commit(lambda: woken.append(len(left(database))))

    announce(database, a_cancellation(), a_cancellation(SEMINAR))

    assert woken == [2]


def test_a_commit_without_events_wakes_nobody(database: Database) -> None:
    woken: list[bool] = []
    database.on_commit(lambda: woken.append(True))

    with database.transaction() as session:
        session.execute(sa.text("SELECT 1"))

    assert woken == []


def test_a_relay_that_cannot_be_woken_does_not_fail_the_request(database: Database) -> None:
    def broken() -> None:
        raise LookupError(new_id())

    database.on_commit(broken)

    announce(database, a_cancellation())

    assert len(left(database)) == 1


def test_every_event_leaves_a_line_in_the_journal(database: Database) -> None:
    event = a_cancellation()

    with context.using(a_request(caller=a_caller(organisation=ORGANISATION))):
        announce(database, event)

    with database.reading() as session:
        [line] = session.execute(sa.select(journal))
    noted = (line.process, line.actor, line.acting_as, line.action, line.subject, line.detail)
    assert noted == (
        "gateway",
        PERSON,
        ORGANISATION,
        "ru.nmo.catalogue.activity.cancelled.v1",
        str(LECTURE),
        {"event_id": str(event.event_id)},
    )


def test_many_events_are_left_in_their_order_each_numbered_within_its_subject(database: Database) -> None:
    announce(database, a_cancellation())
    events = [a_cancellation(LECTURE), a_cancellation(SEMINAR), a_cancellation(LECTURE)]

    with database.transaction() as session:
        outbox.add_all(session, events)

    rows = left(database)[1:]
    assert [(row.event_id, row.sequence) for row in rows] == [
        (event.event_id, sequence) for event, sequence in zip(events, (2, 1, 3), strict=True)
    ]


def test_leaving_no_event_wakes_nobody(database: Database) -> None:
    wakes: list[None] = []
    database.on_commit(lambda: wakes.append(None))

    with database.transaction() as session:
        outbox.add_all(session, [])

    assert wakes == []
