"""Offers, as the service that plans with them sees them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from contracts.catalogue import offers as contract
from services.catalogue.domain.offer import slots


def offers(taken: Iterable[Any], open_: Iterable[Any], speciality: str, *, is_whole: bool) -> contract.Offers:
    """taken: what the person has a seat in, for whichever speciality."""
    return contract.Offers(
        items=(
            *(_offer(row, row.speciality, seats_left=None, is_enrolled=True) for row in taken),
            *(_offer(row, speciality, seats_left=row.seats_left, is_enrolled=False) for row in open_),
        ),
        is_whole=is_whole,
    )


def _offer(row: Any, speciality: str, *, seats_left: int | None, is_enrolled: bool) -> contract.Offer:
    return contract.Offer(
        activity_id=row.activity_id,
        number=row.number,
        title=row.title,
        kind=row.kind,
        format=row.format,
        speciality=speciality,
        credits=row.credits,
        price=row.price,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        self_paced=row.self_paced,
        seats_left=seats_left,
        slots=slots(row),
        is_enrolled=is_enrolled,
    )
