"""What a specialist is enrolled in, in the plan of the cycle that it will serve."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from contracts.catalogue.activities import ActivityKind
from contracts.catalogue.enrolments import EnrolmentCancelled, EnrolmentOpened
from contracts.credits.planned import ListPlanned
from kernel.database import Database
from kernel.values import ActivityId, EnrolmentId, new_id
from services.credits.usecases import awards, cycles, planned
from tests.builders.credits import (
    NOW,
    PERSON,
    THERAPY,
    VAULT,
    a_specialist,
    an_award,
    an_opening,
    an_operator,
    credits,
)
from tests.integration.credits.outbox import announced


def an_enrolment(**told: Any) -> EnrolmentOpened:
    starts_at = told.pop("starts_at", NOW + timedelta(days=2))
    facts: dict[str, Any] = {
        "enrolment_id": EnrolmentId(new_id()),
        "person_id": PERSON,
        "activity_id": ActivityId(new_id()),
        "title": "Аритмии",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=4),
        "speciality": THERAPY,
        "kind": ActivityKind.EVENT,
        "credits": credits("4.2"),
    }
    return EnrolmentOpened(occurred_at=NOW, **facts | told)


def given_up(event: EnrolmentOpened) -> EnrolmentCancelled:
    return EnrolmentCancelled(
        occurred_at=NOW,
        enrolment_id=event.enrolment_id,
        person_id=event.person_id,
        activity_id=event.activity_id,
    )


def test_an_enrolment_is_planned_for_its_cycle_until_it_is_given_up(database: Database) -> None:
    cycle = cycles.open_cycle(database, VAULT, a_specialist(), an_opening())
    later, sooner = an_enrolment(starts_at=NOW + timedelta(days=9)), an_enrolment()
    for event in (later, sooner, sooner):
        planned.plan_enrolment(database, event)

    first = planned.my_planned(database, a_specialist(), ListPlanned(limit=1))
    second = planned.my_planned(database, a_specialist(), ListPlanned(limit=1, cursor=first.next_cursor))

    assert [each.enrolment_id for each in (*first.items, *second.items)] == [
        sooner.enrolment_id,
        later.enrolment_id,
    ]
    assert [event["cycle_id"] for event in announced(database, "credits.activity.planned")] == [
        str(cycle.cycle_id)
    ] * 2
    planned.strike_enrolment(database, given_up(sooner))
    [left] = planned.my_planned(database, a_specialist(), ListPlanned()).items
    assert (left.enrolment_id, left.is_credited) == (later.enrolment_id, False)


def test_what_can_serve_no_cycle_is_not_planned_and_why_is_told(database: Database) -> None:
    cycles.open_cycle(database, VAULT, a_specialist(), an_opening())
    earned = awards.award(database, an_operator(), an_award())

    planned.plan_enrolment(database, an_enrolment(speciality="kardiologiya"))
    planned.plan_enrolment(database, an_enrolment(starts_at=datetime(2031, 1, 1, tzinfo=UTC)))
    planned.plan_enrolment(database, an_enrolment(activity_id=earned.activity_id))

    told = announced(database, "credits.activity.not_planned")
    assert [event["obstacle"] for event in told] == ["no_cycle", "no_cycle", "already_credited"]
    assert planned.my_planned(database, a_specialist(), ListPlanned()).items == ()
