"""Activities and their moves, as others see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from contracts.catalogue import activities as contract
from contracts.catalogue import eligibility as eligibility_contract
from contracts.catalogue import lifecycle as lifecycle_contract
from contracts.catalogue.cards import CardDetails
from kernel import cursors
from kernel.messages import Event
from kernel.values import PersonId
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.eligibility import Obstacle

KOPECK = Decimal("0.01")
State = contract.ActivityState
# In which somebody may still take a seat, sooner or later.
COUNTED = frozenset({State.DRAFT, State.REVIEW, State.APPROVED, State.PILOT, State.PUBLISHED})


def card(record: Any, *, taken: int | None, details: CardDetails | None = None) -> contract.Activity:
    """taken: seats; none where nobody counts them. details: where one activity is read."""
    return contract.Activity(
        activity_id=record.activity_id,
        number=record.number,
        provider_id=record.provider_id,
        title=record.title,
        kind=record.kind,
        format=record.format,
        goals=record.goals,
        specialities=record.specialities,
        credits=record.credits,
        starts_at=record.starts_at,
        ends_at=record.ends_at,
        presence=contract.Presence(
            min_minutes=record.min_minutes,
            checks_planned=record.checks_planned,
            checks_required=record.checks_required,
        ),
        capacity=record.capacity,
        seats_left=_seats_left(record, taken),
        price=record.price.quantize(KOPECK),
        region=record.region,
        state=record.state,
        return_reason=record.return_reason,
        demo=record.demo,
        version=record.version,
        terms_version=record.terms_version,
        review_by=record.review_by,
        details=details,
    )


def whole(activity: Activity) -> contract.Activity:
    """As those who write and move it see it: with its details, so that what was read can be written back."""
    return card(activity, taken=None, details=activity.card.details)


def read(record: Any, *, is_managed: bool) -> contract.Activity:
    """One activity. is_managed: by the reader, who may then see the join links."""
    details = record.details if is_managed or record.details is None else without_links(record.details)
    return card(record, taken=record.taken, details=details)


def without_links(details: CardDetails) -> CardDetails:
    return replace(details, sessions=tuple(replace(session, join_url=None) for session in details.sessions))


def page_by_term(records: Sequence[Any], limit: int) -> contract.ActivityPage:
    """A page in order of the term for the review."""
    items = _cards(records, limit)
    if len(records) <= limit:
        return contract.ActivityPage(items=items, next_cursor=None)
    cursor = cursors.encode(str(items[-1].review_by), str(items[-1].activity_id))
    return contract.ActivityPage(items=items, next_cursor=cursor)


def page_by_id(records: Sequence[Any], limit: int) -> contract.ActivityPage:
    items = _cards(records, limit)
    cursor = cursors.encode(str(items[-1].activity_id)) if len(records) > limit else None
    return contract.ActivityPage(items=items, next_cursor=cursor)


def eligibility(
    activity: Activity, speciality: str, on: date, obstacles: Sequence[Obstacle]
) -> eligibility_contract.Eligibility:
    return eligibility_contract.Eligibility(
        activity_id=activity.activity_id,
        number=str(activity.number),
        title=activity.card.title,
        kind=activity.card.kind,
        credits=activity.card.credits,
        speciality=speciality,
        on=on,
        is_eligible=not obstacles,
        obstacles=tuple(
            eligibility_contract.Obstacle(
                rule=obstacle.rule, required=obstacle.required, found=obstacle.found
            )
            for obstacle in obstacles
        ),
    )


def submitted(activity: Activity, at: datetime) -> contract.ActivitySubmitted:
    return contract.ActivitySubmitted(
        occurred_at=at, activity_id=activity.activity_id, provider_id=activity.provider_id
    )


def returned(activity: Activity, at: datetime) -> contract.ActivityReturned:
    return contract.ActivityReturned(
        occurred_at=at, activity_id=activity.activity_id, provider_id=activity.provider_id
    )


def approval(activity: Activity, by: PersonId, at: datetime) -> list[Event]:
    """What others are told of an approval: the terms, and that all can find it, where no pilot is planned."""
    told: list[Event] = [approved(activity, by, at)]
    if activity.state is contract.ActivityState.PUBLISHED:
        told.append(
            lifecycle_contract.ActivityPublished(
                occurred_at=at, activity_id=activity.activity_id, provider_id=activity.provider_id
            )
        )
    return told


def approved(activity: Activity, by: PersonId, at: datetime) -> contract.ActivityApproved:
    return contract.ActivityApproved(
        occurred_at=at,
        activity_id=activity.activity_id,
        activity_version=activity.terms_version or activity.version,
        number=str(activity.number),
        provider_id=activity.provider_id,
        approved_by=by,
        title=activity.card.title,
        kind=activity.card.kind,
        credits=activity.card.credits,
        specialities=activity.card.specialities,
        starts_at=activity.card.starts_at,
        ends_at=activity.card.ends_at,
    )


def cancelled(activity: Activity, at: datetime) -> contract.ActivityCancelled:
    return contract.ActivityCancelled(
        occurred_at=at, activity_id=activity.activity_id, provider_id=activity.provider_id
    )


def _cards(records: Sequence[Any], limit: int) -> tuple[contract.Activity, ...]:
    return tuple(card(record, taken=record.taken) for record in records[:limit])


def _seats_left(record: Any, taken: int | None) -> int | None:
    if record.capacity is None:
        return None
    return record.capacity - (taken or 0) if record.state in COUNTED else 0
