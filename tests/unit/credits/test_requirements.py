"""What a specialist needs for accreditation, and what is advised."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.catalogue.activities import ActivityKind
from contracts.credits.policies import Outcome, PolicyMissing, RuleTrace
from services.credits.domain.guidance import guidance
from services.credits.domain.requirements import Earned, accreditation, missing, tally
from tests.builders.credits import TODAY, a_cycle, credits, earned, policies

PROGRAMME, EVENT, MODULE = ActivityKind.PROGRAMME, ActivityKind.EVENT, ActivityKind.MODULE
UNDER_1081N = date(2022, 12, 31)
UNDER_709N = date(2023, 1, 1)


def unmet(traces: tuple[RuleTrace, ...]) -> set[str]:
    return {trace.rule for trace in traces if trace.outcome is Outcome.UNMET}


def by_rule(traces: tuple[RuleTrace, ...]) -> dict[str, RuleTrace]:
    return {trace.rule: trace for trace in traces}


@pytest.mark.parametrize("on", [UNDER_1081N, UNDER_709N, TODAY])
def test_144_hours_are_needed(on: date) -> None:
    """Unchanged since 2021 (S1, S2, S3, S5, S6)."""
    assert unmet(accreditation([earned("143.9")], policies(), on)) == {"accreditation.total"}
    assert unmet(accreditation([earned("144.0")], policies(), on)) == set()


@pytest.mark.parametrize(
    ("on", "broken"),
    [(UNDER_1081N, {"accreditation.min_from_programmes", "accreditation.total"}), (UNDER_709N, set())],
)
def test_72_hours_from_programmes_were_too_few_until_2022(on: date, broken: set[str]) -> None:
    """74 under orders 746н, 20н, 1081н (S1, S3, S4); 72 under order 709н (S2, S5)."""
    hours = [earned(72), earned(72, MODULE)]

    assert unmet(accreditation(hours, policies(), on)) == broken


def test_all_hours_may_come_from_programmes() -> None:
    """The portal is not needed then (S1, S2, S4)."""
    assert unmet(accreditation([earned(144)], policies(), TODAY)) == set()


def test_all_hours_may_not_come_from_activities() -> None:
    """At most 72 of the 144 (S4)."""
    traces = by_rule(accreditation([earned(200, EVENT)], policies(), TODAY))

    assert traces["accreditation.total"].found == "72.0"
    assert traces["accreditation.min_from_programmes"].outcome is Outcome.UNMET


def test_too_many_hours_from_activities_harm_nobody() -> None:
    hours = [earned(72), earned(200, EVENT)]

    assert unmet(accreditation(hours, policies(), TODAY)) == set()


def test_the_text_tells_need_sum_and_gap() -> None:
    traces = by_rule(accreditation([earned("30.0"), earned("6.0", EVENT)], policies(), TODAY))

    assert traces["accreditation.total"].text == "Нужно 144 ЗЕТ, набрано 36,0. Не хватает 108,0."
    assert (
        traces["accreditation.min_from_programmes"].text
        == "Из программ повышения квалификации нужно 72 ЗЕТ, набрано 30,0. Не хватает 42,0."
    )
    assert (
        traces["accreditation.max_from_activities"].text
        == "Из мероприятий засчитывается не более 72 ЗЕТ: засчитано 6,0 из 6,0."
    )


def test_a_trace_names_the_act_and_the_day_of_its_policy() -> None:
    trace = by_rule(accreditation([], policies(), TODAY))["accreditation.min_from_programmes"]

    assert (trace.legal_act, trace.valid_from) == ("приказ 709н", date(2023, 1, 1))
    assert (trace.required, trace.found) == ("72.0", "0.0")


@pytest.mark.parametrize(
    ("hours", "gap"),
    [
        ([], "144.0"),
        ([earned(36)], "108.0"),
        ([earned(36), earned(72, EVENT)], "36.0"),
        ([earned(36), earned(200, EVENT)], "36.0"),
        ([earned(144)], "0.0"),
    ],
)
def test_what_is_missing_is_the_least_that_meets_every_rule(hours: list[Earned], gap: str) -> None:
    assert missing(accreditation(hours, policies(), TODAY)) == credits(gap)


@given(programmes=st.integers(0, 2000), activities=st.integers(0, 2000), on=st.dates(date(2021, 1, 1), TODAY))
def test_earning_what_is_missing_from_programmes_is_enough(
    programmes: int, activities: int, on: date
) -> None:
    hours = [earned(f"{programmes / 10:.1f}"), earned(f"{activities / 10:.1f}", EVENT)]

    gap = missing(accreditation(hours, policies(), on))

    assert unmet(accreditation([*hours, earned(str(gap))], policies(), on)) == set()


def test_a_day_without_law_gets_no_verdict() -> None:
    with pytest.raises(PolicyMissing):
        accreditation([earned(144)], policies(), date(2020, 12, 31))


def test_guidance_is_250_in_the_cycle_and_50_a_year() -> None:
    """50 a year, 36 of them from programmes and 14 from activities; guidance, never a threshold (S6)."""
    traces = by_rule(guidance([], a_cycle(), policies(), TODAY))

    assert {rule: trace.required for rule, trace in traces.items() if rule.startswith("guidance")} == {
        "guidance.total": "250.0",
        "guidance.annual": "50.0",
        "guidance.annual_from_programmes": "36.0",
        "guidance.annual_from_activities": "14.0",
    }


def test_the_year_of_guidance_is_that_of_the_cycle() -> None:
    cycle = a_cycle(date(2024, 3, 1))
    hours = [earned(36, on=date(2026, 2, 28)), earned(18, on=date(2026, 3, 1))]

    traces = by_rule(guidance(hours, cycle, policies(), TODAY))

    assert traces["guidance.annual"].found == "18.0"
    assert traces["guidance.annual"].text == "Рекомендуется 50 ЗЕТ в году цикла с 01.03.2026, набрано 18,0."


@pytest.mark.parametrize(("months", "share"), [(12, "28.8"), (24, "57.6"), (48, "115.2")])
def test_a_checkpoint_advises_the_share_of_the_time_passed(months: int, share: str) -> None:
    """Pro rata of 144 in 60 months; our default, no act names checkpoints: policy cycle.checkpoints."""
    traces = by_rule(guidance([], a_cycle(), policies(), TODAY))

    assert traces[f"checkpoint.{months}"].required == share


def test_a_checkpoint_counts_what_was_completed_before_its_day() -> None:
    cycle = a_cycle(date(2024, 3, 1))
    hours = [earned(36, on=date(2025, 2, 28)), earned(36, on=date(2025, 3, 1))]

    traces = by_rule(guidance(hours, cycle, policies(), TODAY))

    assert (traces["checkpoint.12"].found, traces["checkpoint.24"].found) == ("36.0", "72.0")
    assert traces["checkpoint.12"].inputs == {"due": "2025-03-01"}


def test_what_a_programme_earns_counts_as_no_activity_besides() -> None:
    """Letter 16-7/И/2-12339 of 2021-08-06 (S4, S17)."""
    sums = tally([earned(36)])

    assert (sums.programmes, sums.activities, sums.total) == (credits(36), credits(0), credits(36))
