"""Live events, as others see them."""

from __future__ import annotations

from datetime import datetime

from contracts.catalogue import presence as contract
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.presence import Live
from services.catalogue.domain.spans import minutes


def live(record: Live) -> contract.LiveEvent:
    return contract.LiveEvent(
        activity_id=record.activity_id,
        opened_at=record.opened_at,
        begins_at=record.begins_at,
        ends_at=record.ends_at,
        checks=len(record.checks),
        excused=minutes(record.outages),
        closed_at=record.closed_at,
    )


def closed(activity: Activity, people: int, accepted: int, at: datetime) -> contract.PresenceClosed:
    return contract.PresenceClosed(
        occurred_at=at,
        activity_id=activity.activity_id,
        provider_id=activity.provider_id,
        people=people,
        accepted=accepted,
    )
