"""A plan: versions that a specialist writes, and the state that an employer decides on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from contracts.credits.plans import (
    PlanChange,
    PlanContent,
    PlanItem,
    PlanMoveRefused,
    PlanState,
    PlanTarget,
    PlanUnsound,
    TargetCheck,
)
from kernel.messages import Caller, StaleVersion
from kernel.money import Money
from kernel.values import Credits, CycleId, OrganisationId, Period, PersonId, new_id
from services.credits.domain.claim import NOTHING
from services.credits.domain.policy import Policies

State = PlanState
MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.DRAFT, State.SUBMITTED, State.APPROVED}),
    State.SUBMITTED: frozenset({State.DRAFT, State.RETURNED, State.APPROVED}),
    State.RETURNED: frozenset({State.DRAFT}),
    State.APPROVED: frozenset({State.DRAFT, State.APPROVED}),
}


@dataclass(eq=False, kw_only=True)
class Plan:
    """The aggregate. version: of what was written last; active_version: of what was approved last.

    is_shared: the employer has been asked, and may read it from then on.
    watched_on: the day on which deviations were looked for last.
    """

    plan_id: UUID = field(default_factory=new_id)
    person_id: PersonId
    cycle_id: CycleId
    employer_id: OrganisationId | None
    state: PlanState = PlanState.DRAFT
    version: int = 1
    active_version: int | None = None
    decide_by: date | None = None
    is_shared: bool = False
    watched_on: date | None = None

    def concerns(self, caller: Caller) -> bool:
        """Whether the caller is the specialist, or acts for the employer who is to know of it."""
        return self.person_id == caller.person_id or self.is_decided_by(caller)

    def is_decided_by(self, caller: Caller) -> bool:
        """Whether the caller acts for the employer who was asked; nobody decides on a plan of their own."""
        is_employer = self.employer_id is not None and self.employer_id == caller.organisation_id
        return is_employer and self.is_shared and self.person_id != caller.person_id

    def revise(self, *, version: int, keeps_approval: bool) -> None:
        """Go on to the next version. keeps_approval: what was approved needs no second one.

        Raises: StaleVersion.
        """
        self._require_version(version)
        stays = keeps_approval and self.state is State.APPROVED
        self._move(State.APPROVED if stays else State.DRAFT)
        self.version, self.decide_by = self.version + 1, None
        if stays:
            self.active_version = self.version

    def pass_to(self, person_id: PersonId, cycle_id: CycleId | None) -> None:
        """Go on under the account that its person's was merged into.

        cycle_id: the cycle that it is for there; None where that one has a plan: this one asks nobody.
        """
        self.person_id = person_id
        if cycle_id is not None:
            self.cycle_id = cycle_id
        elif self.state is State.SUBMITTED:
            self._move(State.DRAFT)
            self.decide_by = None

    def submit(self, *, version: int, today: date, policies: Policies) -> None:
        """Ask the employer; where there is none, nobody is asked.

        Raises: StaleVersion, PlanMoveRefused, PolicyMissing.
        """
        self._require_version(version)
        if self.employer_id is None:
            self._approve()
        elif self.state is not State.DRAFT:
            raise PlanMoveRefused(state=self.state)
        else:
            self._move(State.SUBMITTED)
            self.is_shared = True
            self.decide_by = today + timedelta(days=policies.on("plan.approval_days", today).whole)

    def approve(self, *, version: int) -> None:
        """Raises: StaleVersion, PlanMoveRefused -- it was not submitted."""
        self._require_submitted(version)
        self._approve()

    def send_back(self, *, version: int) -> None:
        """Raises: StaleVersion, PlanMoveRefused -- it was not submitted."""
        self._require_submitted(version)
        self._move(State.RETURNED)
        self.decide_by = None

    def pass_silently(self, today: date) -> bool:
        """Approve what the employer has not decided on in time. Gives whether it was."""
        if self.state is not State.SUBMITTED or self.decide_by is None or today <= self.decide_by:
            return False
        self._approve()
        return True

    def _approve(self) -> None:
        if self.state is State.APPROVED:
            raise PlanMoveRefused(state=self.state)
        self._move(State.APPROVED)
        self.active_version, self.decide_by, self.watched_on = self.version, None, None

    def _require_submitted(self, version: int) -> None:
        self._require_version(version)
        if self.state is not State.SUBMITTED:
            raise PlanMoveRefused(state=self.state)

    def _require_version(self, version: int) -> None:
        if version != self.version:
            raise StaleVersion(version=self.version)

    def _move(self, state: State) -> None:
        if state not in MOVES[self.state]:
            raise PlanMoveRefused(state=self.state)
        self.state = state


def require_sound(content: PlanContent, cycle: Period) -> None:
    """Raises: PlanUnsound -- details name each offending field."""
    broken = dict(_broken(content, cycle))
    if broken:
        raise PlanUnsound(broken)


def require_enough(content: PlanContent) -> None:
    """Let what is to be agreed come to its own targets. Raises: PlanUnsound."""
    if any(check.short > NOTHING for check in checks(content)):
        raise PlanUnsound(items="plan.short_of_target")


def checks(content: PlanContent) -> tuple[TargetCheck, ...]:
    """The items against the targets."""
    return tuple(_check(target, content) for target in content.targets)


def price(content: PlanContent) -> Money:
    return Money.total(item.price for item in content.items if item.price is not None)


def changes(before: PlanContent, after: PlanContent) -> Iterator[PlanChange]:
    """What became of each item, each target and the budget."""
    old, new = dict(_facts(before)), dict(_facts(after))
    for what in sorted({*old, *new}):
        if old.get(what) != new.get(what):
            yield PlanChange(what=what, before=old.get(what), after=new.get(what))


def _check(target: PlanTarget, content: PlanContent) -> TargetCheck:
    of_kind = (item.credits for item in content.items if item.kind is target.kind)
    planned: Credits = sum(of_kind, NOTHING)
    short = planned.short_of(target.credits)
    return TargetCheck(kind=target.kind, target=target.credits, planned=planned, short=short)


def _broken(content: PlanContent, cycle: Period) -> Iterator[tuple[str, str]]:
    kinds = [target.kind for target in content.targets]
    if len(set(kinds)) < len(kinds):
        yield "content.targets", "plan.target_repeated"
    codes = [item.code for item in content.items]
    if len(set(codes)) < len(codes):
        yield "content.items", "code.repeated"
    for place, target in enumerate(content.targets):
        if target.due not in cycle:
            yield f"content.targets.{place}.due", "plan.due_outside_cycle"
    for place, item in enumerate(content.items):
        yield from ((f"content.items.{place}{at}", rule) for at, rule in _broken_by(item, cycle))
    if content.budget is not None and content.budget < price(content):
        yield "content.budget", "plan.above_budget"


def _broken_by(item: PlanItem, cycle: Period) -> Iterator[tuple[str, str]]:
    if item.due not in cycle:
        yield ".due", "plan.due_outside_cycle"
    if (item.activity_id is None) == (item.topic is None):
        yield "", "plan.activity_or_topic"


def _facts(content: PlanContent) -> Iterator[tuple[str, str]]:
    for target in content.targets:
        yield f"target.{target.kind}", f"{target.credits}, {target.due}, {target.priority}"
    for item in content.items:
        yield item.code, _written(item)
    if content.budget is not None:
        yield "budget", str(content.budget)


def _written(item: PlanItem) -> str:
    facts = (item.kind, item.topic or item.activity_id, item.credits, item.due, item.priority, item.price)
    return ", ".join(str(fact) for fact in facts if fact is not None)
