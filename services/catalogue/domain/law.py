"""What cards must satisfy, as read from the dated lists of one day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kernel.values import Credits
from services.catalogue.domain.policy import Policies


@dataclass(frozen=True, kw_only=True)
class Law:
    """In force on one day.

    minutes_per_credit: the length of an academic hour.
    event_cap_per_day: the most credits that one day of an event may earn.
    programme_least: the least that a programme may earn; 1 academic hour is 1 credit.
    never_creditable: the kinds of agenda item that count for nothing.
    nomenclature, regions: the codes of the specialities and of the regions.
    lapsed: specialities that are not in force on that day, with what takes their place, if anything does.
    """

    minutes_per_credit: int
    event_cap_per_day: Credits
    programme_least: Credits
    never_creditable: Collection[str]
    nomenclature: Collection[str]
    lapsed: Mapping[str, str | None]
    regions: Collection[str]

    @classmethod
    def of(
        cls,
        policies: Policies,
        *,
        nomenclature: Collection[str],
        lapsed: Mapping[str, str | None],
        regions: Collection[str],
    ) -> Law:
        """Raises: Unavailable -- a policy is missing."""
        return cls(
            minutes_per_credit=policies.whole("unit.minutes_per_credit"),
            event_cap_per_day=policies.credits("event.cap_per_day"),
            programme_least=policies.credits("programme.min_hours.qualification"),
            never_creditable=policies.words("event.presence.excluded_items"),
            nomenclature=nomenclature,
            lapsed=lapsed,
            regions=regions,
        )
