"""How a plan goes: what of it is done, and where the fact departs from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from contracts.catalogue.activities import ActivityKind
from contracts.credits.plan_progress import DeviationKind
from contracts.credits.plans import PlanContent, PlanItem
from kernel.money import Money
from kernel.values import ActivityId, Credits, Period
from services.credits.domain.claim import NOTHING
from services.credits.domain.policy import Policies
from services.credits.domain.requirements import Earned, tally
from services.credits.domain.tracing import amount, in_words


@dataclass(frozen=True, kw_only=True)
class Fact(Earned):
    """What counts in the cycle, by activity."""

    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class ItemDone:
    """An item, and what of its credits was earned."""

    item: PlanItem
    done: Credits

    @property
    def left(self) -> Credits:
        return self.done.short_of(self.item.credits)

    def is_late(self, today: date) -> bool:
        return self.item.due < today and self.left > NOTHING


@dataclass(frozen=True, kw_only=True)
class Deviation:
    """required, found: credits or money. ru, en: in words."""

    kind: DeviationKind
    subject: str
    required: str
    found: str
    due: date | None
    ru: str
    en: str

    @property
    def key(self) -> tuple[DeviationKind, str]:
        return self.kind, self.subject


@dataclass(frozen=True, kw_only=True)
class Course:
    """An approved plan, and what has come of it so far. spent: what was reserved and spent for it."""

    content: PlanContent
    facts: Sequence[Fact]
    cycle: Period
    policies: Policies
    today: date
    spent: Money = Money(0)

    def items(self) -> tuple[ItemDone, ...]:
        """Activities by name; what else was earned of a kind goes to its topics, the first due first."""
        named = {fact.activity_id: fact.credits for fact in self.facts}
        planned = {item.activity_id for item in self.content.items}
        left: dict[ActivityKind, Credits] = {}
        for fact in self.facts:
            if fact.activity_id not in planned:
                left[fact.kind] = left.get(fact.kind, NOTHING) + fact.credits
        return tuple(
            self._of_topic(item, left) if item.activity_id is None else self._of_activity(item, named)
            for item in sorted(self.content.items, key=lambda item: (item.due, item.code))
        )

    def planned_by(self, day: date) -> Credits:
        return sum((item.credits for item in self.content.items if item.due <= day), NOTHING)

    def found_by(self, day: date) -> Credits:
        return sum((fact.credits for fact in self.facts if fact.completed_on <= day), NOTHING)

    def required_by(self, day: date) -> Credits:
        """The share of the total that the days passed are of the cycle's."""
        total = self.policies.on("requirement.accreditation.total", self.today).credits
        length = (self.cycle.ends_before - self.cycle.starts_on).days
        passed = min(max((day - self.cycle.starts_on).days + 1, 0), length)
        share = total.amount * passed / Decimal(length)
        return Credits(share.quantize(Credits.QUANTUM, ROUND_HALF_UP))

    def days(self) -> list[date]:
        """Those on which the picture changes: beginning, dues, completions, today, the last day."""
        last = self.cycle.ends_before - timedelta(days=1)
        dues = (item.due for item in self.content.items)
        done = (fact.completed_on for fact in self.facts)
        return sorted({self.cycle.starts_on, last, self.today, *dues, *done})

    def deviations(self) -> Iterator[Deviation]:
        """Raises: PolicyMissing."""
        for each in self.items():
            if each.is_late(self.today):
                yield _late(each.item.code, each.item.credits, each.done, each.item.due)
        for target in self.content.targets:
            of_kind = sum((fact.credits for fact in self.facts if fact.kind is target.kind), NOTHING)
            if target.due < self.today and of_kind < target.credits:
                yield _late(target.kind, target.credits, of_kind, target.due)
        yield from self._over_cap()
        if self.content.budget is not None and self.content.budget < self.spent:
            yield _over_budget(self.content.budget, self.spent)

    def _over_cap(self) -> Iterator[Deviation]:
        """More from activities than counts: what was earned, and what is still planned."""
        most = self.policies.on("requirement.accreditation.max_from_activities", self.today).credits
        to_come = (
            Earned(kind=each.item.kind, completed_on=each.item.due, credits=each.left)
            for each in self.items()
        )
        found = tally([*self.facts, *to_come]).activities
        if found > most:
            yield Deviation(
                kind=DeviationKind.OVER_CAP,
                subject="activities",
                required=str(most),
                found=str(found),
                due=None,
                ru=f"Из мероприятий засчитывается не более {amount(most)} ЗЕТ, набрано и запланировано "
                f"{amount(found)}.",
                en=f"No more than {most} credits from activities count: {found} are earned and planned.",
            )

    @staticmethod
    def _of_activity(item: PlanItem, named: dict[ActivityId, Credits]) -> ItemDone:
        earned = NOTHING if item.activity_id is None else named.get(item.activity_id, NOTHING)
        return ItemDone(item=item, done=min(earned, item.credits))

    @staticmethod
    def _of_topic(item: PlanItem, left: dict[ActivityKind, Credits]) -> ItemDone:
        there = left.get(item.kind, NOTHING)
        left[item.kind] = item.credits.short_of(there)
        return ItemDone(item=item, done=min(there, item.credits))


def _late(subject: str, required: Credits, found: Credits, due: date) -> Deviation:
    return Deviation(
        kind=DeviationKind.BEHIND_SCHEDULE,
        subject=subject,
        required=str(required),
        found=str(found),
        due=due,
        ru=f"К {in_words(due)} запланировано {amount(required)} ЗЕТ, набрано {amount(found)}.",
        en=f"By {due} {required} credits were planned; {found} are earned.",
    )


def _over_budget(budget: Money, spent: Money) -> Deviation:
    return Deviation(
        kind=DeviationKind.OVER_BUDGET,
        subject="budget",
        required=str(budget),
        found=str(spent),
        due=None,
        ru=f"Бюджет плана {budget}, зарезервировано и израсходовано {spent}.",
        en=f"The plan's budget is {budget}; {spent} are reserved and spent.",
    )
