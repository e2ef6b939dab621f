"""Which claims the rules let into the ledger, and what each rule says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts.catalogue.activities import ActivityKind
from contracts.credits.policies import Outcome, PolicyMissing
from services.credits.domain.claim import Case, Verdict, judge
from services.credits.domain.policy import PolicyType
from tests.builders.credits import (
    NOW,
    a_case,
    a_claim,
    a_cycle,
    a_decree,
    a_policy,
    credits,
    policies,
)


def refusal(case: Case) -> str | None:
    verdict = judge(case)
    return verdict.refusal.code if verdict.refusal else None


def a_webinar(amount: str | int, **told: Any) -> Verdict:
    return judge(a_case(a_claim(kind=ActivityKind.EVENT, credits=credits(amount)), **told))


def test_a_sound_claim_is_let_in_whole() -> None:
    verdict = judge(a_case(a_claim(credits=credits(36))))

    assert (verdict.refusal, verdict.credits) == (None, credits(36))


def test_every_trace_names_the_row_of_the_law_it_applied() -> None:
    for trace in judge(a_case(a_claim(kind=ActivityKind.EVENT), designated=credits(36))).traces:
        row = policies().on(trace.policy_key, date(2026, 2, 1))
        assert (trace.legal_act, trace.valid_from) == (row.legal_act, row.valid_from)


def test_without_a_cycle_of_that_day_nothing_is_let_in() -> None:
    verdict = judge(a_case(cycle=None))

    assert verdict.refusal is not None
    assert (verdict.refusal.code, verdict.credits) == ("NoOpenCycle", credits(0))
    assert verdict.traces[-1].text == "На 01.02.2026 нет цикла по этой специальности."


def test_an_extended_cycle_names_the_decree() -> None:
    cycle = a_cycle(date(2020, 6, 15))
    cycle.extend([a_decree()], NOW)

    [in_cycle, *_] = judge(a_case(a_claim(completed_on=date(2026, 2, 1)), cycle=cycle)).traces

    assert in_cycle.inputs == {"extended_by": "a decree"}
    assert in_cycle.text == "Завершено 01.02.2026, в пределах цикла 15.06.2020 – 31.12.2026."


@pytest.mark.parametrize(
    ("today", "code"), [(date(2029, 5, 29), None), (date(2029, 5, 30), "OutsideClaimWindow")]
)
def test_claims_are_accepted_for_90_days_after_the_cycle(today: date, code: str | None) -> None:
    """Our default, no act names a window: policy claim.late_days."""
    case = a_case(cycle=a_cycle(date(2024, 3, 1)), today=today)

    assert refusal(case) == code


def test_what_is_yet_to_be_completed_is_not_accepted() -> None:
    case = a_case(a_claim(completed_on=date(2026, 11, 24)), today=date(2026, 11, 23))

    assert refusal(case) == "OutsideClaimWindow"


@pytest.mark.parametrize(("claimed", "code"), [("36.0", None), ("36.1", "AboveDesignation")])
def test_no_more_is_claimed_than_was_designated(claimed: str, code: str | None) -> None:
    """Credits are designated in advance and never retroactively; the analogue is AMA PRA (S33, S61)."""
    assert refusal(a_case(a_claim(credits=credits(claimed)), designated=credits(36))) == code


def test_where_no_designation_is_known_the_rule_says_nothing() -> None:
    traces = judge(a_case(designated=None)).traces

    assert "claim.within_designation" not in [trace.rule for trace in traces]


def test_an_activity_counts_once_in_a_cycle() -> None:
    assert refusal(a_case(is_credited=True)) == "AlreadyAwarded"


@pytest.mark.parametrize(
    ("claimed", "before", "counted"),
    [("6.0", "0.0", "6.0"), ("6.8", "0.0", "6.0"), ("4.2", "4.0", "2.0"), ("1.0", "5.9", "0.1")],
)
def test_a_day_of_events_counts_up_to_six(claimed: str, before: str, counted: str) -> None:
    """Observed: 6 a day (S13, S25, S27); 305 min are 6.8 and 190 min 4.2 academic hours (S13, S14)."""
    verdict = a_webinar(claimed, events_that_day=credits(before))

    assert verdict.credits == credits(counted)


def test_the_trace_of_a_cut_claim_tells_what_was_cut() -> None:
    [*_, cap] = a_webinar("4.2", events_that_day=credits(4)).traces

    assert cap.text == "За день засчитывается не более 6 ЗЕТ за мероприятия: из 4,2 засчитано 2,0."
    assert cap.inputs == {"earned_that_day": "4.0", "claimed": "4.2", "counted": "2.0"}


def test_when_nothing_is_left_of_the_day_the_claim_is_refused() -> None:
    verdict = a_webinar(1, events_that_day=credits(6))

    assert verdict.refusal is not None
    assert verdict.refusal.code == "DayCapReached"


@pytest.mark.parametrize("kind", set(ActivityKind) - {ActivityKind.EVENT})
def test_only_events_are_capped_by_day(kind: ActivityKind) -> None:
    assert judge(a_case(a_claim(kind=kind, credits=credits(36)))).credits == credits(36)


def test_the_cap_is_that_of_the_day_of_completion() -> None:
    law = policies(
        a_policy("event.cap_per_day", "6", before=date(2026, 2, 2)),
        a_policy("event.cap_per_day", "8", since=date(2026, 2, 2)),
    )

    assert a_webinar(9, policies=law).credits == credits(6)


def test_a_verdict_stops_at_the_first_broken_rule() -> None:
    verdict = judge(a_case(is_credited=True, designated=credits(1)))

    assert [trace.outcome for trace in verdict.traces] == [Outcome.MET, Outcome.MET, Outcome.UNMET]
    assert verdict.traces[-1].rule == "claim.within_designation"


def test_an_unknown_rule_is_never_taken_for_a_broken_one() -> None:
    with pytest.raises(PolicyMissing):
        judge(a_case(policies=policies(without="claim.late_days")))


def test_credits_finer_than_the_step_of_the_day_are_refused() -> None:
    law = policies(a_policy("unit.step", "0.5", type=PolicyType.DECIMAL))

    assert refusal(a_case(a_claim(credits=credits("4.2")), policies=law)) == "OffStep"
    assert refusal(a_case(a_claim(credits=credits("4.5")), policies=law)) is None
