"""What specialists are enrolled in, as others see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from contracts.catalogue.activities import ActivityKind
from contracts.catalogue.enrolments import EnrolmentOpened
from contracts.credits import planned as contract
from kernel import cursors
from kernel.values import Credits
from services.credits.domain.cycle import Cycle

NOTHING = Credits.of(0)


def page(records: Sequence[Any], limit: int) -> contract.PlannedPage:
    items = tuple(_item(record) for record in records[:limit])
    if len(records) <= limit:
        return contract.PlannedPage(items=items, next_cursor=None)
    last = items[-1]
    cursor = cursors.encode(last.starts_at.isoformat(), str(last.enrolment_id))
    return contract.PlannedPage(items=items, next_cursor=cursor)


def item(event: EnrolmentOpened, cycle: Cycle) -> dict[str, Any]:
    """What is kept of an enrolment that serves a cycle."""
    return {
        "enrolment_id": event.enrolment_id,
        "person_id": event.person_id,
        "cycle_id": cycle.cycle_id,
        "activity_id": event.activity_id,
        "speciality": cycle.speciality,
        "title": event.title,
        "kind": event.kind or ActivityKind.EVENT,
        "credits": event.credits or NOTHING,
        "starts_at": event.starts_at,
        "ends_at": event.ends_at or event.starts_at,
    }


def entered(event: EnrolmentOpened, cycle: Cycle, at: datetime) -> contract.ActivityPlanned:
    return contract.ActivityPlanned(
        occurred_at=at,
        enrolment_id=event.enrolment_id,
        person_id=event.person_id,
        activity_id=event.activity_id,
        cycle_id=cycle.cycle_id,
    )


def refused(
    event: EnrolmentOpened, obstacle: contract.PlanObstacle, at: datetime
) -> contract.ActivityNotPlanned:
    return contract.ActivityNotPlanned(
        occurred_at=at,
        enrolment_id=event.enrolment_id,
        person_id=event.person_id,
        activity_id=event.activity_id,
        obstacle=obstacle,
    )


def _item(record: Any) -> contract.PlannedActivity:
    return contract.PlannedActivity(
        enrolment_id=record.enrolment_id,
        activity_id=record.activity_id,
        cycle_id=record.cycle_id,
        speciality=record.speciality,
        title=record.title,
        kind=record.kind,
        credits=record.credits,
        starts_at=record.starts_at,
        ends_at=record.ends_at,
        is_credited=record.is_credited,
    )
