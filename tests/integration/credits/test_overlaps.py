"""Of two events at one time one counts: nobody sits in two halls."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from contracts.catalogue.activities import ActivityKind
from contracts.credits.ledger import EventsOverlap
from contracts.credits.quarantine import ListQuarantined, SettleQuarantined
from kernel.database import Database
from kernel.values import ActivityId, new_id
from services.credits.usecases.awards import award, reverse
from services.credits.usecases.claims import note_designation, post_completed
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.quarantine import list_quarantined, resubmit_quarantined
from tests.builders.credits import (
    VAULT,
    a_completion,
    a_specialist,
    an_approval,
    an_award,
    an_opening,
    an_operator,
    credits,
)
from tests.integration.credits.ledgers import a_reversal

OPERATOR = an_operator()
DAY = date(2026, 2, 1)
EVENT: dict[str, Any] = {"kind": ActivityKind.EVENT, "credits": credits(2), "completed_on": DAY}


@pytest.fixture(autouse=True)
def _cycle(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(), an_opening())


def an_event(database: Database, begins: int, hours: float, **told: Any) -> ActivityId:
    """One that begins at that hour of the day and lasts so long."""
    activity, starts = ActivityId(new_id()), datetime(2026, 2, 1, begins, tzinfo=UTC)
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=hours)}
    note_designation(database, an_approval(activity, 6, **({"kind": ActivityKind.EVENT} | times | told)))
    return activity


def credited(database: Database, activity: ActivityId, **told: Any) -> Any:
    return award(database, OPERATOR, an_award(activity_id=activity, **(EVENT | told)))


@pytest.mark.parametrize(("begins", "hours"), [(9, 3), (10, 1), (11, 3), (8, 8)])
def test_an_event_at_the_time_of_another_is_not_counted_again(
    database: Database, begins: int, hours: float
) -> None:
    credited(database, an_event(database, 9, 3))

    with pytest.raises(EventsOverlap):
        credited(database, an_event(database, begins, hours))


@pytest.mark.parametrize(("begins", "hours"), [(12, 2), (6, 3), (15, 1)])
def test_events_one_after_the_other_are_both_counted(database: Database, begins: int, hours: float) -> None:
    credited(database, an_event(database, 9, 3))

    credited(database, an_event(database, begins, hours))


def test_a_programme_may_be_studied_beside_an_event(database: Database) -> None:
    credited(database, an_event(database, 9, 3))

    credited(database, an_event(database, 9, 3), kind=ActivityKind.PROGRAMME)


def test_a_congress_of_several_days_does_not_stand_in_the_way(database: Database) -> None:
    credited(database, an_event(database, 9, 72))

    credited(database, an_event(database, 18, 2))


def test_what_we_know_no_time_of_is_counted(database: Database) -> None:
    credited(database, an_event(database, 9, 3))

    credited(database, ActivityId(new_id()))


def test_an_overlap_waits_for_a_human_until_the_other_is_taken_back(database: Database) -> None:
    first = credited(database, an_event(database, 9, 3))
    second = an_event(database, 10, 3)
    post_completed(database, a_completion(activity_id=second, **EVENT))

    [waiting] = list_quarantined(database, OPERATOR, ListQuarantined()).items
    assert (waiting.code, waiting.traces[-1].rule) == ("EventsOverlap", "event.alone_in_its_time")
    reverse(database, OPERATOR, a_reversal(first.entry_id))
    settled = resubmit_quarantined(
        database, OPERATOR, SettleQuarantined(claim_id=waiting.claim_id, reason="Первая запись ошибочна")
    )

    assert settled.state == "posted"
