"""What the ledger would say of activities that have not taken place yet."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contracts.catalogue.activities import ActivityKind
from services.credits.domain.planning import Option, completed_on, earned_after, taking
from services.credits.domain.requirements import tally
from tests.builders.credits import TODAY, credits, policies
from tests.builders.options import a_situation, a_webinar, an_option


def counted(*options: Option, **told: object) -> list[str]:
    return [str(each.counted) for each in taking(options, a_situation(**told))]


def test_what_is_taken_counts_whole() -> None:
    [judged] = taking([an_option(36)], a_situation())

    assert (judged.counted, judged.lost, judged.code) == (credits(36), credits(0), None)


def test_what_is_beyond_the_cap_of_a_day_is_lost() -> None:
    """6 a day (S13, S25, S27)."""
    judged = taking([a_webinar("4.2", at=9), a_webinar("4.2", at=12)], a_situation())

    assert sorted(str(each.lost) for each in judged) == ["0.0", "2.4"]


def test_events_of_the_day_elsewhere_take_from_its_cap() -> None:
    assert counted(a_webinar("4.2", at=12), elsewhere=(a_webinar(3, at=6),)) == ["3.0"]


def test_events_of_the_day_that_were_entered_take_from_its_cap() -> None:
    webinar = a_webinar("4.2")

    assert counted(webinar, events={webinar.completed_on: credits(6)}) == ["0.0"]


def test_of_two_at_one_time_one_counts() -> None:
    first, second = a_webinar(2, at=9, is_enrolled=True), a_webinar(2, at=10)

    judged = taking([second, first], a_situation())

    assert [(each.option, each.code) for each in judged] == [(first, None), (second, "plan.overlap")]


def test_what_counts_already_counts_once() -> None:
    option = an_option(36)

    [judged] = taking([option], a_situation(credited=frozenset({option.activity_id})))

    assert (judged.counted, judged.code) == (credits(0), "AlreadyAwarded")


def test_what_ends_after_the_cycle_does_not_count() -> None:
    [judged] = taking([an_option(36, in_days=2000)], a_situation())

    assert judged.code == "NoOpenCycle"


def test_what_is_taken_joins_what_was_earned() -> None:
    situation = a_situation()

    judged = taking([an_option(36), an_option(8, kind=ActivityKind.MODULE)], situation)

    sums = tally(earned_after(judged, situation))
    assert (sums.programmes, sums.activities) == (credits(36), credits(8))


@pytest.mark.parametrize(("amount", "days"), [("0.1", 1), ("6.0", 1), ("6.1", 2), ("36.0", 6)])
def test_learning_alone_takes_its_days(amount: str, days: int) -> None:
    """Six academic hours a day: policy `plan.study_hours_a_day`."""
    assert completed_on(TODAY, credits(amount), policies()) == TODAY + timedelta(days=days - 1)
