"""Log-ins that are remembered: a new one is compared with them. Nobody is refused by it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from kernel.messages import Origin
from services.identity.domain.terms import TravelLaw

EARTH = 6371  # km, the mean radius


class Sign(StrEnum):
    """In what a log-in is unlike those before."""

    NEW_DEVICE = "new_device"
    NEW_NETWORK = "new_network"
    IMPOSSIBLE_TRAVEL = "impossible_travel"


@dataclass(frozen=True, kw_only=True)
class Point:
    """The middle of a place, in degrees."""

    latitude: Decimal
    longitude: Decimal

    def distance(self, other: Point) -> int:
        """Kilometres along the ground: the haversine formula."""
        here, there = math.radians(self.latitude), math.radians(other.latitude)
        across = math.radians(other.longitude - self.longitude)
        half = (
            math.sin((there - here) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(across / 2) ** 2
        )
        return round(2 * EARTH * math.asin(math.sqrt(half)))


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """When somebody last logged in with a device from a network."""

    device: str
    network: str
    place: str | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Journey:
    """Between two log-ins. from_place, to_place: where they were. km, minutes: between them."""

    from_place: str
    to_place: str
    km: int
    minutes: int

    def is_impossible(self, law: TravelLaw) -> bool:
        return self.km >= law.least_distance and self.km * 60 > law.fastest * self.minutes


def unlike(
    before: Sequence[SignIn], origin: Origin, journey: Journey | None, law: TravelLaw
) -> tuple[Sign, ...]:
    """The signs of a log-in. before: those that are remembered; the first of all is like itself."""
    if not before:
        return ()
    seen = {
        Sign.NEW_DEVICE: origin.device not in {each.device for each in before},
        Sign.NEW_NETWORK: origin.network not in {each.network for each in before},
        Sign.IMPOSSIBLE_TRAVEL: journey is not None and journey.is_impossible(law),
    }
    return tuple(sign for sign, is_seen in seen.items() if is_seen)


def journey(
    before: Sequence[SignIn], origin: Origin, places: Mapping[str, Point], now: datetime
) -> Journey | None:
    """From the last place that is known; None where none is, or it is the same."""
    last = max((each for each in before if each.place in places), key=lambda each: each.at, default=None)
    if last is None or last.place is None or origin.place is None or origin.place not in places:
        return None
    return Journey(
        from_place=last.place,
        to_place=origin.place,
        km=places[last.place].distance(places[origin.place]),
        minutes=round((now - last.at).total_seconds() / 60),
    )
