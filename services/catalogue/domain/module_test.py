"""The test of a module: its terms, and the law that they may only tighten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from contracts.catalogue.activities import ActivityKind, ActivityMoveRefused, ActivityState
from contracts.catalogue.module_tests import ModuleTestTerms, ModuleTestUnsound, NotAModule
from kernel.values import ActivityId
from services.catalogue.domain.activity import MOVES, Activity
from services.catalogue.domain.policy import Policies

# Before anybody can enrol: a module gets no further part once people rely on what it consists of.
OPENING = frozenset({ActivityState.DRAFT, ActivityState.REVIEW, ActivityState.APPROVED})


@dataclass(frozen=True, kw_only=True)
class LawOfTests:
    """The least, or the most, that a test may ask; as in the policies `module.test.*` of one day."""

    pass_share: int
    items_least: int
    items_most: int
    attempts: int
    pause_minutes: int
    item_seconds: int
    attempt_seconds: int
    minutes: int
    error: Decimal
    candidates: int

    @classmethod
    def of(cls, rules: Policies) -> LawOfTests:
        """Raises: Unavailable."""
        return cls(
            pass_share=rules.whole("module.test.pass_share_least"),
            items_least=rules.whole("module.test.items_least"),
            items_most=rules.whole("module.test.items_most"),
            attempts=rules.whole("module.test.attempts_most"),
            pause_minutes=rules.whole("module.test.pause_minutes_least"),
            item_seconds=rules.whole("module.test.item_seconds_least"),
            attempt_seconds=rules.whole("module.test.attempt_seconds_least"),
            minutes=rules.whole("module.test.minutes_most"),
            error=Decimal(rules.text("module.test.error_most")),
            candidates=rules.whole("module.test.candidates_least"),
        )

    def require(self, terms: ModuleTestTerms) -> None:
        """Let pass what asks for no less. Raises: ModuleTestUnsound -- each field with its rule."""
        broken = {field: rule for field, rule in [*_contradictions(terms), *self._weaker(terms)]}
        if broken:
            raise ModuleTestUnsound(broken)

    def _weaker(self, terms: ModuleTestTerms) -> Iterator[tuple[str, str]]:
        least = (
            "pass_share",
            "items_least",
            "pause_minutes",
            "item_seconds",
            "attempt_seconds",
            "candidates",
        )
        for field in least:
            if getattr(terms, field) < getattr(self, field):
                yield field, "module_test.below_law"
        for field in ("items_most", "attempts", "minutes"):
            if getattr(terms, field) > getattr(self, field):
                yield field, "module_test.above_law"
        if terms.largest_error > self.error:
            yield "largest_error", "module_test.above_law"


def _contradictions(terms: ModuleTestTerms) -> Iterator[tuple[str, str]]:
    if terms.items_least > terms.items_most:
        yield "items_least", "module_test.items"
    if terms.largest_error <= 0:
        yield "largest_error", "module_test.error"
    if max(terms.attempt_seconds, terms.items_most * terms.item_seconds) > terms.minutes * 60:
        yield "minutes", "module_test.no_time"


@dataclass(eq=False, kw_only=True)
class ModuleTest:
    """The test of one module. revision: an attempt names the one that it began under."""

    activity_id: ActivityId
    terms: ModuleTestTerms
    set_at: datetime
    revision: int = 1

    @classmethod
    def give(cls, activity: Activity, terms: ModuleTestTerms, law: LawOfTests, at: datetime) -> ModuleTest:
        """Raises: NotAModule, ActivityMoveRefused -- people may enrol already. ModuleTestUnsound."""
        if activity.card.kind is not ActivityKind.MODULE:
            raise NotAModule(kind=activity.card.kind)
        if activity.state not in OPENING:
            raise ActivityMoveRefused(state=activity.state)
        law.require(terms)
        return cls(activity_id=activity.activity_id, terms=terms, set_at=at)

    def change(self, activity: Activity, terms: ModuleTestTerms, law: LawOfTests, at: datetime) -> None:
        """Raises: ActivityMoveRefused -- it is over. ModuleTestUnsound."""
        if not MOVES[activity.state]:
            raise ActivityMoveRefused(state=activity.state)
        law.require(terms)
        if terms != self.terms:
            self.terms, self.set_at = terms, at
            self.revision += 1
