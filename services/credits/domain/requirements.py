"""Requirements: what a specialist must have earned.

144 credits, of them at least 72 from programmes (74 until 2022). What is advised besides is
`guidance`, on the same ledger.

Source: policies `requirement.accreditation.*`, with the legal act of each row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from contracts.catalogue.activities import ActivityKind
from contracts.credits.policies import Outcome, RuleTrace
from kernel.values import Credits, Period
from services.credits.domain.calendar import years_after
from services.credits.domain.claim import NOTHING
from services.credits.domain.cycle import DAY, Cycle
from services.credits.domain.policy import Policies, Policy
from services.credits.domain.tracing import amount, in_words, threshold, threshold_en, trace


@dataclass(frozen=True, kw_only=True)
class Earned:
    """What counts in a cycle, of one kind and day of completion."""

    kind: ActivityKind
    completed_on: date
    credits: Credits


@dataclass(frozen=True, kw_only=True)
class Known:
    """A cycle and what counts in it, as known at an instant: its end has perhaps moved since."""

    cycle: Cycle
    basis_sealed: bytes
    ends_before: date
    earned: tuple[Earned, ...]

    @property
    def period(self) -> Period:
        return Period(self.cycle.starts_on, self.ends_before)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Sums by the two sources that the law tells apart."""

    programmes: Credits
    activities: Credits

    @property
    def total(self) -> Credits:
        return self.programmes + self.activities


def tally(earned: Iterable[Earned]) -> Tally:
    sums = {True: NOTHING, False: NOTHING}
    for item in earned:
        sums[item.kind is ActivityKind.PROGRAMME] += item.credits
    return Tally(programmes=sums[True], activities=sums[False])


def by_kind(earned: Iterable[Earned]) -> dict[ActivityKind, Credits]:
    sums: dict[ActivityKind, Credits] = {}
    for item in earned:
        sums[item.kind] = sums.get(item.kind, NOTHING) + item.credits
    return sums


# The policies by which `accreditation` decides.
DECISIVE = frozenset(
    {
        "requirement.accreditation.total",
        "requirement.accreditation.min_from_programmes",
        "requirement.accreditation.max_from_activities",
    }
)


def accreditation(earned: Iterable[Earned], policies: Policies, on: date) -> tuple[RuleTrace, ...]:
    """The rules that decide, by the policies in force on `on`.

    earned: of one cycle, in any order.
    Raises: PolicyMissing.
    """
    return accreditation_of(tally(earned), policies, on)


def accreditation_of(sums: Tally, policies: Policies, on: date) -> tuple[RuleTrace, ...]:
    """The same for who has earned these sums."""
    most = policies.on("requirement.accreditation.max_from_activities", on)
    counted = min(sums.activities, most.credits)
    return (
        _total(policies.on("requirement.accreditation.total", on), sums, counted),
        _from_programmes(policies.on("requirement.accreditation.min_from_programmes", on), sums),
        trace(
            "accreditation.max_from_activities",
            most,
            met=True,  # a rule of counting: what is above it is not counted, and harms nobody
            required=most.credits,
            found=counted,
            ru=f"Из мероприятий засчитывается не более {threshold(most.credits)} ЗЕТ: "
            f"засчитано {amount(counted)} из {amount(sums.activities)}.",
            en=f"No more than {threshold_en(most.credits)} credits from activities are counted: "
            f"{counted} of {sums.activities}.",
            activities=sums.activities,
        ),
    )


def gap(ended_before: date, policies: Policies, on: date) -> RuleTrace:
    """Whether the break since a cycle ended is short enough for periodic accreditation.

    After a longer one the law asks for retraining and primary specialised accreditation.
    """
    policy = policies.on("accreditation.gap_years", on)
    last = years_after(ended_before, policy.whole)
    return trace(
        "accreditation.gap",
        policy,
        met=on < last,
        required=f"{ended_before}/{last - DAY}",
        found=on,
        ru=f"Предыдущий цикл окончился {in_words(ended_before - DAY)}, заявление подано {in_words(on)}. "
        f"Перерыв длиннее {policy.value} лет не допускается: последний день {in_words(last - DAY)}.",
        en=f"The cycle before ended on {ended_before - DAY}, the application was filed on {on}. "
        f"No break of more than {policy.value} years is admitted: the last day is {last - DAY}.",
        years=policy.value,
    )


def missing(traces: Iterable[RuleTrace]) -> Credits:
    """What it takes at least to meet every rule of `accreditation`."""
    unmet = (rule for rule in traces if rule.outcome is Outcome.UNMET)
    gaps = (Credits.parse(rule.found).short_of(Credits.parse(rule.required)) for rule in unmet)
    return max(gaps, default=NOTHING)


def _total(policy: Policy, sums: Tally, counted: Credits) -> RuleTrace:
    found = sums.programmes + counted
    return trace(
        "accreditation.total",
        policy,
        met=found >= policy.credits,
        required=policy.credits,
        found=found,
        ru=f"Нужно {_of(policy.credits, found)}",
        en=f"Required are {_of_en(policy.credits, found)}",
        programmes=sums.programmes,
        activities=sums.activities,
        activities_counted=counted,
    )


def _from_programmes(policy: Policy, sums: Tally) -> RuleTrace:
    return trace(
        "accreditation.min_from_programmes",
        policy,
        met=sums.programmes >= policy.credits,
        required=policy.credits,
        found=sums.programmes,
        ru=f"Из программ повышения квалификации нужно {_of(policy.credits, sums.programmes)}",
        en=f"From qualification programmes are required {_of_en(policy.credits, sums.programmes)}",
    )


def _of(required: Credits, found: Credits) -> str:
    gap = found.short_of(required)
    sentence = f"{threshold(required)} ЗЕТ, набрано {amount(found)}."
    return f"{sentence} Не хватает {amount(gap)}." if gap > NOTHING else sentence


def _of_en(required: Credits, found: Credits) -> str:
    gap = found.short_of(required)
    sentence = f"{threshold_en(required)} credits, {found} are earned."
    return f"{sentence} {gap} are missing." if gap > NOTHING else sentence
