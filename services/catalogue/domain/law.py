"""What cards must satisfy, as read from the dated lists of one day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kernel.messages import Unavailable
from kernel.values import Credits


@dataclass(frozen=True, kw_only=True)
class Law:
    """In force on one day.

    minutes_per_credit: the length of an academic hour.
    event_cap_per_day: the most credits that one day of an event may earn.
    programme_least: the least that a programme may earn; 1 academic hour is 1 credit.
    nomenclature, regions: the codes of the specialities and of the regions.
    """

    minutes_per_credit: int
    event_cap_per_day: Credits
    programme_least: Credits
    nomenclature: Collection[str]
    regions: Collection[str]

    @classmethod
    def of(
        cls, policies: Mapping[str, str], *, nomenclature: Collection[str], regions: Collection[str]
    ) -> Law:
        """policies: key to value.

        Raises: Unavailable -- a policy is missing: without it the question cannot be answered.
        """
        try:
            return cls(
                minutes_per_credit=int(policies["unit.minutes_per_credit"]),
                event_cap_per_day=Credits.parse(policies["event.cap_per_day"]),
                programme_least=Credits.parse(policies["programme.min_hours.qualification"]),
                nomenclature=nomenclature,
                regions=regions,
            )
        except KeyError as missing:
            raise Unavailable(policy=missing.args[0]) from missing
