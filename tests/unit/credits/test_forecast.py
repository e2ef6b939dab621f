"""What is missing is told by rule, with the day on which it will be there at the pace so far."""

from __future__ import annotations

from datetime import date

import pytest

from kernel.values import Period
from services.credits.domain.forecast import Shortfall, shortfalls
from services.credits.domain.requirements import Tally
from tests.builders.credits import credits, policies

# 1,000 days, of which a hundred have passed on the last of them.
CYCLE = Period(date(2026, 1, 1), date(2028, 9, 27))
HUNDREDTH_DAY = date(2026, 4, 10)


def forecast(programmes: str, activities: str) -> dict[str, Shortfall]:
    sums = Tally(programmes=credits(programmes), activities=credits(activities))
    return {each.rule: each for each in shortfalls(sums, policies(), CYCLE, HUNDREDTH_DAY)}


def test_what_is_met_is_no_shortfall() -> None:
    """144, of them 72 from programmes (709н: S2, S5)."""
    assert forecast("72", "72") == {}


def test_each_unmet_rule_is_a_shortfall_until_the_last_day_of_the_cycle() -> None:
    found = forecast("36", "18")

    assert {rule: str(each.missing) for rule, each in found.items()} == {
        "accreditation.total": "90.0",
        "accreditation.min_from_programmes": "36.0",
    }
    assert {each.by for each in found.values()} == {date(2028, 9, 26)}


def test_at_the_pace_so_far_the_day_of_each_is_foreseen() -> None:
    """0.36 a day from programmes: 72 after 200 days. 0.48 a day in all: 144 after 300."""
    found = forecast("36", "12")

    assert found["accreditation.min_from_programmes"].expected_on == date(2026, 7, 19)
    assert found["accreditation.total"].expected_on == date(2026, 10, 27)


def test_activities_beyond_their_share_do_not_hasten_the_day() -> None:
    """Of 144 at most 72 are counted from activities: 72 of programmes at 0.1 a day take 720 days."""
    found = forecast("10", "70")

    assert found["accreditation.total"].expected_on == date(2027, 12, 21)


def test_a_day_behind_the_end_of_the_cycle_is_none() -> None:
    found = forecast("10", "0")

    assert found["accreditation.total"].expected_on is None


def test_whoever_has_earned_nothing_has_no_pace() -> None:
    assert {each.expected_on for each in forecast("0", "0").values()} == {None}


@pytest.mark.parametrize(
    ("programmes", "russian", "english"),
    [
        (
            "36",
            "До 26.09.2028 нужно ещё 36,0 ЗЕТ. "
            "Если продолжать так же, требование будет выполнено 19.07.2026.",
            "36.0 credits more are needed by 2028-09-26. At this pace the rule will be met on 2026-07-19.",
        ),
        (
            "0",
            "До 26.09.2028 нужно ещё 72,0 ЗЕТ. "
            "Если продолжать так же, до конца цикла требование выполнено не будет.",
            "72.0 credits more are needed by 2028-09-26. "
            "At this pace the rule will not be met before the cycle ends.",
        ),
    ],
)
def test_a_forecast_is_told_in_both_languages(programmes: str, russian: str, english: str) -> None:
    found = forecast(programmes, "0")["accreditation.min_from_programmes"]

    assert (found.ru, found.en) == (russian, english)
