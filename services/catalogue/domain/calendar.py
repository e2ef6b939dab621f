"""Terms in working days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

SATURDAY = 5


def working_days_after(day: date, count: int, days_off: Collection[date]) -> date:
    """The last day of a term of `count` working days that begins on the day after `day`.

    days_off: those among Monday to Friday on which nobody works.
    """
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY and day not in days_off
    return day
