"""Guidance: what a specialist is advised to have earned. It never blocks.

250 credits in five years, 50 a year, and at each checkpoint of a cycle the share of the
required total that the time passed is of the cycle's length.

Source: policies `requirement.guidance.*` and `cycle.checkpoints`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP

from contracts.credits.policies import RuleTrace
from kernel.values import Credits
from services.credits.domain.calendar import months_after, whole_years, years_after
from services.credits.domain.cycle import Cycle
from services.credits.domain.policy import Policies, Policy
from services.credits.domain.requirements import Earned, tally
from services.credits.domain.tracing import amount, in_words, threshold, threshold_en, trace


def guidance(earned: Sequence[Earned], cycle: Cycle, policies: Policies, on: date) -> tuple[RuleTrace, ...]:
    """The rules that advise; `on` tells the current year of the cycle, counted from its start."""
    year = years_after(cycle.starts_on, whole_years(cycle.starts_on, on))
    this_year = tally(item for item in earned if year <= item.completed_on)
    of_year = f"в году цикла с {in_words(year)}"
    since = f"in the year of the cycle from {year}"
    advice = (
        ("total", tally(earned).total, "за цикл", "in the cycle"),
        ("annual", this_year.total, of_year, since),
        (
            "annual_from_programmes",
            this_year.programmes,
            f"{of_year}, из программ",
            f"{since}, from programmes",
        ),
        (
            "annual_from_activities",
            this_year.activities,
            f"{of_year}, из мероприятий",
            f"{since}, from activities",
        ),
    )
    return (
        *(
            _advice(f"guidance.{name}", policies.on(f"requirement.guidance.{name}", on), found, *when)
            for name, found, *when in advice
        ),
        *(
            checkpoint(months, earned, cycle, policies, on)
            for months in policies.on("cycle.checkpoints", on).wholes
        ),
    )


def checkpoint(
    months: int, earned: Sequence[Earned], cycle: Cycle, policies: Policies, on: date
) -> RuleTrace:
    """What was earned in the first `months` of a cycle, against its share of the total."""
    target, found = _share(months, cycle, policies, on), _earned_by(months, earned, cycle)
    due = months_after(cycle.starts_on, months)
    return trace(
        f"checkpoint.{months}",
        policies.on("cycle.checkpoints", on),
        met=found >= target,
        required=target,
        found=found,
        ru=f"К {in_words(due)} ({months} мес. цикла) рекомендуется {threshold(target)} ЗЕТ, "
        f"набрано {amount(found)}.",
        en=f"By {due} ({months} months of the cycle) {threshold_en(target)} credits are advised, "
        f"{found} are earned.",
        due=due,
    )


def _earned_by(months: int, earned: Sequence[Earned], cycle: Cycle) -> Credits:
    due = months_after(cycle.starts_on, months)
    return tally(item for item in earned if item.completed_on < due).total


def _share(months: int, cycle: Cycle, policies: Policies, on: date) -> Credits:
    total = policies.on("requirement.accreditation.total", on)
    length = 12 * policies.on("cycle.length", cycle.starts_on).whole
    return Credits((total.credits.amount * months / length).quantize(Credits.QUANTUM, ROUND_HALF_UP))


def _advice(rule: str, policy: Policy, found: Credits, ru: str, en: str) -> RuleTrace:
    return trace(
        rule,
        policy,
        met=found >= policy.credits,
        required=policy.credits,
        found=found,
        ru=f"Рекомендуется {threshold(policy.credits)} ЗЕТ {ru}, набрано {amount(found)}.",
        en=f"Advised are {threshold_en(policy.credits)} credits {en}; {found} are earned.",
    )
