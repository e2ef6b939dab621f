"""Indicators: what is counted, under which name, when which event is heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from contracts.admission.applications import ApplicationSubmitted
from contracts.admission.decisions import AdmissionGranted, ApplicationDecided
from contracts.catalogue.activities import ActivityApproved
from contracts.catalogue.enrolments import ActivityCompleted, EnrolmentOpened
from contracts.credits.ledger import EntryPosted, EntryReversed
from contracts.identity.accounts import UserRegistered
from kernel.messages import Event
from kernel.values import PersonId

ALL = "all"
REGISTERED = "users.registered"

TITLES = {
    REGISTERED: "Зарегистрировано специалистов",
    "activities.approved": "Утверждено мероприятий, по видам",
    "enrolments.opened": "Записей на мероприятия",
    "activities.completed": "Завершено обучений, по видам",
    "credits.posted": "Начислено ЗЕТ за вычетом сторно, по видам",
    "applications.submitted": "Подано заявлений, по специальностям",
    "applications.decided": "Принято решений, по исходам",
    "admissions.granted": "Предоставлено допусков, по специальностям",
}


@dataclass(frozen=True, kw_only=True)
class Count:
    """One event's share in one indicator. person_id: who stands behind it; none where nobody does."""

    indicator: str
    dimension: str
    amount: Decimal
    person_id: PersonId | None


Counter = Callable[[Any], Count]


def _one(indicator: str, dimension: str, person_id: PersonId | None) -> Count:
    return Count(indicator=indicator, dimension=dimension, amount=Decimal(1), person_id=person_id)


def _posted(event: EntryPosted) -> Count:
    return Count(
        indicator="credits.posted",
        dimension=event.kind.value,
        amount=event.credits.amount,
        person_id=event.person_id,
    )


def _reversed(event: EntryReversed) -> Count:
    return Count(
        indicator="credits.posted",
        dimension=event.kind.value,
        amount=-event.credits.amount,
        person_id=event.person_id,
    )


COUNTERS: dict[type[Event], Counter] = {
    UserRegistered: lambda e: _one(REGISTERED, ALL, e.person_id),
    ActivityApproved: lambda e: _one("activities.approved", e.kind.value, None),
    EnrolmentOpened: lambda e: _one("enrolments.opened", ALL, e.person_id),
    ActivityCompleted: lambda e: _one("activities.completed", e.kind.value, e.person_id),
    EntryPosted: _posted,
    EntryReversed: _reversed,
    ApplicationSubmitted: lambda e: _one("applications.submitted", e.speciality, e.person_id),
    ApplicationDecided: lambda e: _one("applications.decided", e.outcome.value, e.person_id),
    AdmissionGranted: lambda e: _one("admissions.granted", e.speciality, e.person_id),
}

BY_TYPE = {event.type: event for event in COUNTERS}


def count(event: Event) -> Count | None:
    """The share of `event`, whose type must be in COUNTERS; none where credits only changed accounts."""
    is_carried = (
        isinstance(event, EntryPosted)
        and event.carried_from is not None
        or isinstance(event, EntryReversed)
        and event.carried_to is not None
    )
    return None if is_carried else COUNTERS[type(event)](event)


def is_suppressed(persons: int | None, least_group: int) -> bool:
    """Whether a cell would tell of too few people. persons: none where the indicator counts none."""
    return persons is not None and 0 < persons < least_group
