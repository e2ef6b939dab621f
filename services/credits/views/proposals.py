"""Proposals and simulations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contracts.credits import proposals as contract
from contracts.credits.policies import Outcome
from kernel.money import Money
from services.credits.domain import obstacle, requirements
from services.credits.domain.obstacle import tenths_as_credits
from services.credits.domain.planning import Judged, Situation, earned_after, taking
from services.credits.domain.question import Needs, Question
from services.credits.solver import Decision, Reach


def proposal(
    query: contract.Propose, situation: Situation, asked: Question, decision: Decision, *, is_whole: bool
) -> contract.Proposal:
    """The choice, with what the ledger would say of it."""
    judged = taking([asked.options[index] for index in decision.chosen], situation)
    return contract.Proposal(
        cycle_id=query.cycle_id,
        aim=query.aim,
        by=situation.by,
        answer=decision.answer,
        items=tuple(map(_taken, judged)),
        price=_price(judged),
        completed_on=max((each.option.completed_on for each in judged), default=None),
        outlook=outlook(judged, situation),
        obstacles=tuple(_obstacles(query, situation, decision.reach)),
        considered=len(asked.options),
        is_whole=is_whole,
    )


def simulation(
    query: contract.Simulate, situation: Situation, judged: Sequence[Judged]
) -> contract.Simulation:
    found = {each.option.activity_id for each in judged}
    return contract.Simulation(
        cycle_id=query.cycle_id,
        items=tuple(map(_taken, judged)),
        price=_price(judged),
        before=outlook((), situation),
        after=outlook(judged, situation),
        unknown=tuple(each for each in query.activity_ids if each not in found),
    )


def outlook(judged: Sequence[Judged], situation: Situation) -> contract.Outlook:
    sums = requirements.tally(earned_after(judged, situation))
    accreditation = requirements.accreditation_of(sums, situation.policies, situation.by)
    most = Needs.of(situation).most_from_activities
    return contract.Outlook(
        on=situation.by,
        total=sums.total,
        missing=requirements.missing(accreditation),
        accreditation=accreditation,
        ready=all(rule.outcome is Outcome.MET for rule in accreditation),
        lost_to_share=most.short_of(sums.activities),
    )


def _taken(judged: Judged) -> contract.Taken:
    option = judged.option
    return contract.Taken(
        activity_id=option.activity_id,
        number=option.number,
        title=option.title,
        kind=option.kind,
        credits=option.credits,
        price=option.price,
        completed_on=option.completed_on,
        is_enrolled=option.is_enrolled,
        counted=judged.counted,
        lost=judged.lost,
        traces=judged.traces,
        code=judged.code,
    )


def _price(judged: Sequence[Judged]) -> Money:
    """Of what is still to be paid."""
    return Money.total(each.option.price for each in judged if not each.option.is_enrolled)


def _obstacles(
    query: contract.Propose, situation: Situation, reach: Reach | None
) -> Iterator[contract.PlanObstacle]:
    if reach is None:
        return
    needs = Needs.of(situation)
    attainable = obstacle.Attainable(
        programmes=needs.programmes + tenths_as_credits(reach.programmes),
        total=needs.counted + tenths_as_credits(reach.total),
        price=None if reach.price is None else Money(reach.price),
        by=situation.by,
    )
    for each in obstacle.obstacles(needs, attainable, query.budget):
        yield contract.PlanObstacle(
            rule=each.rule,
            required=each.required,
            attainable=each.attainable,
            text=each.ru,
            text_en=each.en,
        )
