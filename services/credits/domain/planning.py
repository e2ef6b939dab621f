"""What may be taken, and where it would lead: the ledger's own judge, asked about days to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from contracts.catalogue.activities import ActivityKind
from contracts.credits.policies import RuleTrace
from kernel.money import Money
from kernel.values import ActivityId, Credits
from services.credits.domain.claim import NOTHING, Case, Claim, judge
from services.credits.domain.cycle import Cycle
from services.credits.domain.policy import Policies
from services.credits.domain.requirements import Earned
from services.credits.domain.tracing import trace

OVERLAPS = "plan.overlap"


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which one must be there."""

    starts_at: datetime
    ends_at: datetime

    def meets(self, other: Slot) -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, kw_only=True)
class Option:
    """An activity that may be taken. completed_on: the day under which the ledger would enter it.

    is_enrolled: the person has a seat, so that it costs nothing more.
    """

    activity_id: ActivityId
    number: str
    title: str
    kind: ActivityKind
    credits: Credits
    price: Money
    completed_on: date
    slots: tuple[Slot, ...] = ()
    is_enrolled: bool = False

    @property
    def is_programme(self) -> bool:
        return self.kind is ActivityKind.PROGRAMME

    @property
    def is_event(self) -> bool:
        return self.kind is ActivityKind.EVENT

    def meets(self, other: Option) -> bool:
        """Whether one would have to be at both at one time."""
        return any(mine.meets(theirs) for mine in self.slots for theirs in other.slots)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A cycle as it is, from which plans are made.

    credited: what counts in it already. events: what events have earned by day, in all cycles.
    elsewhere: what the person has a seat in for other specialities.
    by: the day by whose law the requirement is judged, and on which the last activity may end.
    """

    cycle: Cycle
    earned: tuple[Earned, ...]
    credited: frozenset[ActivityId]
    events: Mapping[date, Credits]
    elsewhere: tuple[Option, ...] = ()
    policies: Policies
    by: date

    def left_of(self, day: date) -> Credits:
        """What the events of a day may still earn."""
        return self.events_of(day).short_of(self.policies.on("event.cap_per_day", day).credits)

    def events_of(self, day: date) -> Credits:
        """What the events of a day have earned, and will elsewhere."""
        that_day = (other for other in self.elsewhere if other.is_event and other.completed_on == day)
        return sum((other.credits for other in that_day), self.events.get(day, NOTHING))


@dataclass(frozen=True, kw_only=True)
class Judged:
    """An option with what the ledger would say. code: why nothing would be counted."""

    option: Option
    counted: Credits
    traces: tuple[RuleTrace, ...]
    code: str | None

    @property
    def lost(self) -> Credits:
        return self.counted.short_of(self.option.credits)


def study_days(credits: Credits, policies: Policies, on: date) -> int:
    """How many days it takes to learn so much alone, at the pace of the policy."""
    a_day = policies.on("plan.study_hours_a_day", on).whole
    return max(1, -(-int(credits.amount * 10) // (a_day * 10)))


def completed_on(first: date, credits: Credits, policies: Policies) -> date:
    """The last day of such learning that begins on `first`."""
    return first + timedelta(days=study_days(credits, policies, first) - 1)


def taking(options: Iterable[Option], situation: Situation) -> tuple[Judged, ...]:
    """What the ledger would say of each, in order of completion."""
    return tuple(_judged(sorted(options, key=_order), situation))


def earned_after(judged: Iterable[Judged], situation: Situation) -> tuple[Earned, ...]:
    """What would count in the cycle."""
    new = (
        Earned(kind=each.option.kind, completed_on=each.option.completed_on, credits=each.counted)
        for each in judged
        if each.counted > NOTHING and each.option.completed_on <= situation.by
    )
    return (*situation.earned, *new)


def _order(option: Option) -> tuple[date, bool, ActivityId]:
    """What one has a seat in first: of two at one time it is the one that will be attended."""
    return option.completed_on, not option.is_enrolled, option.activity_id


def _judged(options: Iterable[Option], situation: Situation) -> Iterator[Judged]:
    attended = list(situation.elsewhere)
    events: dict[date, Credits] = {}
    for option in options:
        clash = next((other for other in attended if other.meets(option)), None)
        if clash is not None:
            overlap = _overlap(option, clash, situation)
            yield Judged(option=option, counted=NOTHING, traces=(overlap,), code=OVERLAPS)
            continue
        attended.append(option)
        day = option.completed_on
        so_far = events.get(day) or situation.events_of(day)
        verdict = judge(_case(option, situation, so_far))
        if option.is_event:
            events[day] = so_far + verdict.credits
        code = verdict.refusal.code if verdict.refusal else None
        yield Judged(option=option, counted=verdict.credits, traces=verdict.traces, code=code)


def _case(option: Option, situation: Situation, events_that_day: Credits) -> Case:
    cycle, day = situation.cycle, option.completed_on
    claim = Claim(
        person_id=cycle.person_id,
        speciality=cycle.speciality,
        activity_id=option.activity_id,
        kind=option.kind,
        title=option.title,
        credits=option.credits,
        completed_on=day,
    )
    return Case(
        claim=claim,
        cycle=cycle if day in cycle.period else None,
        is_credited=option.activity_id in situation.credited,
        is_suspended=False,
        is_of_suspended=False,
        lapse=None,
        overlapped=None,
        events_that_day=events_that_day,
        designated=option.credits,
        policies=situation.policies,
        today=day,
    )


def _overlap(option: Option, attended: Option, situation: Situation) -> RuleTrace:
    policy = situation.policies.on("duplicate.overlapping_live_events", option.completed_on)
    return trace(
        OVERLAPS,
        policy,
        met=False,
        required=policy.value,
        found=attended.number,
        ru=f"По времени совпадает с мероприятием «{attended.title}»; засчитывается одно из двух.",
        en=f"It takes place at the time of {attended.number}; one of the two counts.",
    )
