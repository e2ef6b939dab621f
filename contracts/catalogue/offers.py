"""Offers: what a specialist may still take, for the service that plans with it.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Activities".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from contracts.catalogue.activities import ActivityFormat, ActivityKind
from kernel.messages import SERVICES, Operation
from kernel.values import ActivityId, Code, Credits, Length, PersonId


@dataclass(frozen=True, kw_only=True)
class ListOffers:
    """What a person may take for a speciality, of what ends by `until`.

    activity_ids: only these, where any are named.
    """

    person_id: PersonId
    speciality: Code
    until: datetime
    format: ActivityFormat | None = None
    activity_ids: Annotated[tuple[ActivityId, ...], Length(0, 50)] = ()


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A time at which one must be there."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An activity with a seat left, or one that the person has a seat in already.

    speciality: whose cycle gets the credits. slots: none where one learns at any time.
    price: roubles, what a seat costs that nobody subsidises. seats_left: absent when unlimited.
    """

    activity_id: ActivityId
    number: str
    title: str
    kind: ActivityKind
    format: ActivityFormat
    speciality: str
    credits: Credits
    price: Decimal
    starts_at: datetime
    ends_at: datetime
    self_paced: bool
    seats_left: int | None
    slots: tuple[Slot, ...]
    is_enrolled: bool


@dataclass(frozen=True, kw_only=True)
class Offers:
    """In order of their end. is_whole: whether these are all there are."""

    items: tuple[Offer, ...]
    is_whole: bool


list_offers = Operation(
    "catalogue", "list_offers", ListOffers, Offers, roles=SERVICES, callers=("credits",), reads=True
)
