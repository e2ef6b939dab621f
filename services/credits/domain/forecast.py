"""What is missing, by when, and when it will be there if a specialist goes on as before."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from kernel.values import Credits, Period
from services.credits.domain.claim import NOTHING
from services.credits.domain.cycle import DAY
from services.credits.domain.policy import Policies
from services.credits.domain.requirements import Tally
from services.credits.domain.tracing import amount, in_words


@dataclass(frozen=True, kw_only=True)
class Shortfall:
    """What a rule asks for beyond what was found. expected_on: None when not before the cycle ends."""

    rule: str
    missing: Credits
    by: date
    expected_on: date | None

    @property
    def ru(self) -> str:
        end = (
            f"Если продолжать так же, требование будет выполнено {in_words(self.expected_on)}."
            if self.expected_on
            else "Если продолжать так же, до конца цикла требование выполнено не будет."
        )
        return f"До {in_words(self.by)} нужно ещё {amount(self.missing)} ЗЕТ. {end}"

    @property
    def en(self) -> str:
        end = (
            f"At this pace the rule will be met on {self.expected_on}."
            if self.expected_on
            else "At this pace the rule will not be met before the cycle ends."
        )
        return f"{self.missing} credits more are needed by {self.by}. {end}"


@dataclass(frozen=True, kw_only=True)
class Pace:
    """What a specialist has earned a day, on average, since the cycle began."""

    programmes: Fraction
    activities: Fraction

    @staticmethod
    def of(sums: Tally, cycle: Period, on: date) -> Pace:
        days = (on - cycle.starts_on).days + 1
        return Pace(
            programmes=Fraction(sums.programmes.amount) / days,
            activities=Fraction(sums.activities.amount) / days,
        )


def shortfalls(sums: Tally, policies: Policies, cycle: Period, on: date) -> Iterator[Shortfall]:
    """Each unmet rule of the accreditation requirement, by the law of `on`, which the cycle holds.

    Raises: PolicyMissing.
    """
    total = policies.on("requirement.accreditation.total", on).credits
    least = policies.on("requirement.accreditation.min_from_programmes", on).credits
    most = policies.on("requirement.accreditation.max_from_activities", on).credits
    pace, counted = Pace.of(sums, cycle, on), sums.programmes + min(sums.activities, most)
    asked = {
        "accreditation.total": (counted.short_of(total), _days_to_total(total, most, pace)),
        "accreditation.min_from_programmes": (
            sums.programmes.short_of(least),
            _days(least.amount, pace.programmes),
        ),
    }
    last_day = cycle.ends_before - DAY
    for rule, (missing, days) in asked.items():
        if missing > NOTHING:
            yield Shortfall(rule=rule, missing=missing, by=last_day, expected_on=_day(cycle, days))


def _days_to_total(total: Credits, most: Credits, pace: Pace) -> int | None:
    """Days of such a pace that earn the total, of which `most` may come from activities."""
    days = _days(total.amount, pace.programmes + pace.activities)
    if days is None or pace.activities * days <= most.amount:
        return days
    return _days(total.amount - most.amount, pace.programmes)


def _days(amount: Decimal, a_day: Fraction) -> int | None:
    return math.ceil(Fraction(amount) / a_day) if a_day else None


def _day(cycle: Period, days: int | None) -> date | None:
    """The last of the first `days` of a cycle, if the cycle holds it."""
    if days is None or days > (cycle.ends_before - cycle.starts_on).days:
        return None
    return cycle.starts_on + timedelta(days=days - 1)
