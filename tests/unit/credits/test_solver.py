"""What it would take, answered exactly: as trying every choice would, and as the ledger will judge it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.catalogue.activities import ActivityKind
from contracts.credits.policies import Outcome
from contracts.credits.proposals import Aim, Answer
from kernel.money import Money
from services.credits.domain.planning import Option, earned_after, taking
from services.credits.domain.question import Question, question
from services.credits.domain.requirements import Earned, accreditation
from services.credits.solver import Decision, decide
from tests.builders.credits import a_policy, earned, policies
from tests.builders.options import a_situation, a_webinar, an_option

EVENT, MODULE, PROGRAMME = ActivityKind.EVENT, ActivityKind.MODULE, ActivityKind.PROGRAMME
PATIENCE = 20.0


def asked(options: Iterable[Option], *counted: Earned, budget: int | None = None, **told: Any) -> Question:
    return question(options, a_situation(*counted, **told), None if budget is None else Money.of(budget))


def chosen(of: Question, decision: Decision) -> list[str]:
    """Credits of what was chosen."""
    return sorted(str(of.options[index].credits) for index in decision.chosen)


def test_who_lacks_nothing_takes_nothing() -> None:
    decision = decide(asked([an_option(36)], earned(144)), Aim.CHEAPEST, PATIENCE)

    assert (decision.answer, decision.chosen) == (Answer.MET, frozenset())


def test_the_cheapest_set_is_not_the_cheapest_by_the_credit() -> None:
    """36 are missing: 30 for 30 roubles is the best rate, but needs 40 besides; 36 for 50 is cheaper."""
    options = [an_option(30, 30), an_option(36, 50), an_option(6, 40)]

    of = asked(options, earned(108))

    assert chosen(of, decide(of, Aim.CHEAPEST, PATIENCE)) == ["36.0"]


def test_the_soonest_set_may_cost_more() -> None:
    of = asked([an_option(36, 0, in_days=90), an_option(40, 900, in_days=10)], earned(108))

    assert chosen(of, decide(of, Aim.SOONEST, PATIENCE)) == ["40.0"]
    assert chosen(of, decide(of, Aim.CHEAPEST, PATIENCE)) == ["36.0"]


def test_activities_do_not_stand_in_for_programmes() -> None:
    """At least 72 from programmes (709н: S2, S5)."""
    of = asked([an_option(144, kind=MODULE), an_option(72, 999)])

    assert chosen(of, decide(of, Aim.CHEAPEST, PATIENCE)) == ["144.0", "72.0"]


def test_events_of_a_day_count_no_more_than_its_cap() -> None:
    """6 a day (S13, S25, S27): two webinars of 4.2 on one day make 6, on two days 8.4."""
    same_day = [a_webinar("4.2", at=9), a_webinar("4.2", at=12), a_webinar("4.2", 100, in_days=31)]

    of = asked(same_day, earned("137.6"))
    decision = decide(of, Aim.CHEAPEST, PATIENCE)

    assert sum(option.price.minor for option in map(of.options.__getitem__, decision.chosen)) == 10_000


def test_nobody_is_at_two_events_at_one_time() -> None:
    """6 are missing; two of 4.2 at one time are one."""
    of = asked([a_webinar("4.2"), a_webinar("4.2", in_days=30, at=10)], earned("138"))

    assert decide(of, Aim.CHEAPEST, PATIENCE).answer is Answer.IMPOSSIBLE


def test_what_overlaps_a_seat_taken_is_no_option() -> None:
    options = [a_webinar("4.2", is_enrolled=True), a_webinar(6, at=10), a_webinar("1.8", 50, in_days=40)]

    of = asked(options, earned("138"))

    assert chosen(of, decide(of, Aim.CHEAPEST, PATIENCE)) == ["1.8", "4.2"]


def test_a_budget_that_is_too_small_is_told_the_least_price() -> None:
    of = asked([an_option(36, 5000)], earned(108), budget=4999)

    decision = decide(of, Aim.CHEAPEST, PATIENCE)

    assert decision.answer is Answer.IMPOSSIBLE
    assert decision.reach is not None
    assert decision.reach.price == 500_000


def test_what_cannot_be_met_tells_how_far_one_would_come() -> None:
    of = asked([an_option(16), an_option(8, kind=MODULE)], earned(100))

    decision = decide(of, Aim.CHEAPEST, PATIENCE)

    assert decision.reach is not None
    assert (decision.reach.programmes, decision.reach.total, decision.reach.price) == (160, 240, None)


def test_without_time_nothing_is_called_the_best() -> None:
    options = [an_option(1 + price % 7, price) for price in range(50)]

    decision = decide(asked(options, earned(120)), Aim.CHEAPEST, 0.0)

    assert decision.answer in (Answer.BEST_FOUND, Answer.UNDECIDED)


SMALL_LAW = policies(
    a_policy("requirement.accreditation.total", "20"),
    a_policy("requirement.accreditation.min_from_programmes", "8"),
    a_policy("requirement.accreditation.max_from_activities", "12"),
)


@st.composite
def offers(draw: st.DrawFn) -> list[Option]:
    """Up to eight, of few days and hours, so that caps and overlaps are common."""
    made = []
    for _ in range(draw(st.integers(0, 8))):
        amount = draw(st.integers(1, 90)) / 10
        about = {"price": draw(st.integers(0, 5)), "in_days": draw(st.integers(1, 4))}
        kind = draw(st.sampled_from([PROGRAMME, EVENT, MODULE]))
        if kind is EVENT:
            made.append(a_webinar(f"{amount:.1f}", at=draw(st.integers(6, 10)), **about))
        else:
            made.append(an_option(f"{amount:.1f}", kind=kind, **about))
    return made


def every_answer(of: Question) -> Sequence[tuple[int, ...]]:
    places = range(len(of.options))
    subsets = itertools.chain.from_iterable(
        itertools.combinations(places, size) for size in range(len(places) + 1)
    )
    return [subset for subset in subsets if of.admits(subset)]


def worth(of: Question, choice: Iterable[int], aim: Aim) -> tuple[object, object, int]:
    places = list(choice)
    end = max(of.options[each].completed_on for each in places)
    cost = of.price(places)
    return (cost, end, len(places)) if aim is Aim.CHEAPEST else (end, cost, len(places))


@settings(max_examples=120, deadline=None)
@given(offered=offers(), aim=st.sampled_from(Aim), budget=st.none() | st.integers(0, 20))
def test_trying_every_choice_finds_nothing_better(
    offered: list[Option], aim: Aim, budget: int | None
) -> None:
    of = asked(offered, earned("2.0", MODULE), policies=SMALL_LAW, budget=budget)

    decision = decide(of, aim, PATIENCE)

    answers = every_answer(of)
    assert (decision.answer is Answer.OPTIMAL) == bool(answers)
    if answers:
        assert worth(of, decision.chosen, aim) == min(worth(of, each, aim) for each in answers)


@settings(max_examples=120, deadline=None)
@given(offered=offers(), aim=st.sampled_from(Aim))
def test_what_is_proposed_meets_the_rules_of_the_ledger(offered: list[Option], aim: Aim) -> None:
    situation = a_situation(earned("2.0", MODULE), policies=SMALL_LAW)
    of = question(offered, situation, None)

    decision = decide(of, aim, PATIENCE)

    judged = taking([of.options[each] for each in decision.chosen], situation)
    verdicts = accreditation(earned_after(judged, situation), SMALL_LAW, situation.by)
    is_met = all(verdict.outcome is Outcome.MET for verdict in verdicts)
    assert is_met == (decision.answer is Answer.OPTIMAL)
    assert [each.code for each in judged if each.code] == []


@pytest.mark.parametrize("aim", Aim)
def test_a_thousand_offers_are_decided_in_the_time_there_is(aim: Aim) -> None:
    options = [
        a_webinar("4.2", 300 + place % 7, in_days=1 + place % 200, at=place % 20)
        if place % 2
        else an_option(16 + place % 20, 4000 + place % 11, in_days=20 + place % 300)
        for place in range(1000)
    ]

    decision = decide(asked(options, earned(20)), aim, 4.0)

    assert decision.answer in (Answer.OPTIMAL, Answer.BEST_FOUND)
