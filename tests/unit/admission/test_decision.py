"""How long an admission holds, and how numbers are written."""

from datetime import date

from stdnum import luhn

from services.admission.domain import numbers
from services.admission.domain.decision import validity


def test_it_begins_on_the_day_asked_for():
    period = validity(date(2026, 12, 1), date(2026, 11, 20), 5)

    assert (period.starts_on, period.ends_before) == (date(2026, 12, 1), date(2031, 12, 1))


def test_it_never_begins_before_the_decision():
    assert validity(date(2026, 11, 1), date(2026, 11, 20), 5).starts_on == date(2026, 11, 20)


def test_from_a_leap_day_it_ends_on_the_first_of_march():
    assert validity(date(2028, 2, 29), date(2028, 1, 1), 5).ends_before == date(2033, 3, 1)


def test_the_check_digit_tells_a_mistyped_number():
    number = numbers.application_number(2026, 123)

    assert number.startswith("НМО-2026-0000123-")
    assert luhn.is_valid("".join(filter(str.isdigit, number)))
