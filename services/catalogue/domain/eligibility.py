"""Whether attending an activity on a day may earn a specialist credits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from contracts.catalogue.activities import ActivityState
from services.catalogue.domain.activity import OPEN, Activity


@dataclass(frozen=True, kw_only=True)
class Obstacle:
    """rule: the code of the broken rule; required: what it asks for."""

    rule: str
    required: str
    found: str


def obstacles(
    activity: Activity, speciality: str, on: date, *, withheld_since: date | None
) -> Iterator[Obstacle]:
    """All that stands in the way; nothing when the activity is eligible. on: a legal day.

    withheld_since: the first day of the measure that stands against the provider.
    """
    card = activity.card
    if withheld_since is not None and withheld_since <= on:
        yield Obstacle(rule="eligibility.provider", required=f"before {withheld_since}", found=str(on))
    if activity.state not in OPEN:
        yield Obstacle(rule="eligibility.state", required=ActivityState.PUBLISHED, found=activity.state)
    if not card.starts_on <= on <= card.ends_on:
        yield Obstacle(rule="eligibility.dates", required=f"{card.starts_on}/{card.ends_on}", found=str(on))
    if speciality not in card.specialities:
        required = ";".join(card.specialities)
        yield Obstacle(rule="eligibility.speciality", required=required, found=speciality)
