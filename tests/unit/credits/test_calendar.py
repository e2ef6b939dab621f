"""Terms end on the same day of a later month."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.credits.domain.calendar import months_after, whole_years, years_after

days = st.dates(date(2010, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 3, 1), 60, date(2029, 3, 1)),
        (date(2024, 3, 1), 24, date(2026, 3, 1)),
        (date(2025, 12, 31), 2, date(2026, 3, 1)),
        (date(2020, 2, 29), 60, date(2025, 3, 1)),
        (date(2020, 2, 29), 48, date(2024, 2, 29)),
    ],
)
def test_a_term_ends_on_the_same_day_or_the_first_of_the_next_month(
    day: date, months: int, later: date
) -> None:
    assert months_after(day, months) == later


@given(day=days, years=st.integers(0, 30))
def test_a_term_in_years_holds_that_many_whole_years(day: date, years: int) -> None:
    assert whole_years(day, years_after(day, years)) == years


@given(one=days, other=days, months=st.integers(0, 120))
def test_what_begins_later_never_ends_earlier(one: date, other: date, months: int) -> None:
    first, second = sorted((one, other))

    assert months_after(first, months) <= months_after(second, months)


def test_a_year_is_whole_on_its_anniversary_and_not_before() -> None:
    assert whole_years(date(2024, 3, 1), date(2026, 2, 28)) == 1
    assert whole_years(date(2024, 3, 1), date(2026, 3, 1)) == 2
