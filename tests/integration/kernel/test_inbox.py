"""A subscriber takes each event into account once."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

from contracts.catalogue.activities import ActivityCancelled
from kernel import inbox
from kernel.database import Database
from kernel.values import ActivityId, OrganisationId, new_id

EVENT = ActivityCancelled(
    activity_id=ActivityId(new_id()),
    provider_id=OrganisationId(new_id()),
    occurred_at=datetime(2026, 11, 23, tzinfo=UTC),
)


def meets(database: Database, handler: str) -> bool:
    with database.transaction() as session:
        return inbox.first_time(session, EVENT, handler)


def test_a_repeat_is_recognised(database: Database) -> None:
    meets(database, "credits.cancel")

    assert not meets(database, "credits.cancel")


def test_every_subscriber_has_its_own_first_time(database: Database) -> None:
    meets(database, "credits.cancel")

    assert meets(database, "monitoring.count")


def test_an_effect_that_failed_does_not_count(database: Database) -> None:
    with contextlib.suppress(LookupError), database.transaction() as session:
        inbox.first_time(session, EVENT, "credits.cancel")
        raise LookupError

    assert meets(database, "credits.cancel")
