"""Terms in months and years, counted as the law counts them: to the same day."""

from __future__ import annotations

from datetime import date, timedelta


def months_after(day: date, months: int) -> date:
    """The same day `months` later; where the month has no such day, the first of the next.

    As the first day *after* a term this loses nobody a day: five years from 2020-02-29
    end with 2025-02-28 (Civil Code of Russia, article 192, paragraph 3).
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    same = first + timedelta(days=day.day - 1)
    return same if same.month == first.month else same.replace(day=1)


def years_after(day: date, years: int) -> date:
    return months_after(day, 12 * years)


def whole_years(since: date, on: date) -> int:
    """How many full years lie between two days, the earlier first."""
    years = on.year - since.year
    return years if years_after(since, years) <= on else years - 1
