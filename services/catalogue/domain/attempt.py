"""An attempt at the test of a module: which question comes next, when it is enough, what it came to.

All of it follows from the seed, the pool, the terms and the answers: whoever goes through them again
comes to the same questions and the same outcome.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from contracts.catalogue.attempts import AttemptClosed, AttemptState, TooSoon
from contracts.catalogue.items import ItemId
from contracts.catalogue.module_tests import AttemptId, FormOfTest, ModuleTestTerms
from kernel.values import ActivityId, EnrolmentId, OrganisationId, PersonId
from services.catalogue.domain.ability import Standing, Weighed


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """An item of a pool. a, b, c: absent where a fixed test draws what is not calibrated."""

    item_id: ItemId
    version: int
    a: Decimal | None = None
    b: Decimal | None = None
    c: Decimal | None = None


Pool = tuple[Drawn, ...]


@dataclass(eq=False, kw_only=True)
class Step:
    """A question of an attempt. place: in the pool. device, address: of whoever answered, as hashes.

    ability, error: after the answer.
    """

    attempt_id: AttemptId
    position: int
    place: int
    item_id: ItemId
    version: int
    asked_at: datetime
    answer: tuple[str, ...] | None = None
    answered_at: datetime | None = None
    is_right: bool | None = None
    ability: Decimal | None = None
    error: Decimal | None = None
    device: str | None = None
    address: str | None = None

    def take(self, answer: tuple[str, ...], at: datetime, *, is_right: bool) -> None:
        """Note the first answer, which stands."""
        self.answer, self.answered_at, self.is_right = answer, at, is_right


@dataclass(eq=False, kw_only=True)
class Attempt:
    """terms: as they were when it began. is_enough: no further question comes. pool_id: what it draws from.

    barred: places of the pool that it passes over, because too many have seen them.
    share, ability, error, mark, confidence: once it is judged. rule: why it failed, besides the share.
    """

    attempt_id: AttemptId
    enrolment_id: EnrolmentId
    activity_id: ActivityId
    provider_id: OrganisationId
    person_id: PersonId
    number: int
    revision: int
    terms: ModuleTestTerms
    seed: str
    pool_id: bytes
    started_at: datetime
    ends_at: datetime
    state: AttemptState = AttemptState.OPEN
    is_enough: bool = False
    finished_at: datetime | None = None
    share: int | None = None
    ability: Decimal | None = None
    error: Decimal | None = None
    mark: Decimal | None = None
    confidence: int | None = None
    rule: str | None = None
    barred: tuple[int, ...] = ()

    @property
    def is_adaptive(self) -> bool:
        return self.terms.form is FormOfTest.ADAPTIVE

    def require_open(self, at: datetime) -> None:
        """Raises: AttemptClosed."""
        if self.state is not AttemptState.OPEN or at >= self.ends_at:
            raise AttemptClosed(state=self.state)

    def require_time(self, step: Step, at: datetime) -> None:
        """Raises: TooSoon -- nobody reads the question that fast."""
        _require_passed(step.asked_at, self.terms.item_seconds, at, "attempt.item_seconds")

    def require_finishable(self, at: datetime) -> None:
        """Raises: TooSoon."""
        _require_passed(self.started_at, self.terms.attempt_seconds, at, "attempt.seconds")

    def judge_share(self, right: int, at: datetime) -> None:
        """By the share of right answers; what was not answered is wrong."""
        most = self.terms.items_most
        self.share = 100 * right // most
        self._close(100 * right >= self.terms.pass_share * most, at)

    def stand(self, standing: Standing) -> None:
        """Note what the answers so far come to."""
        self.share, self.ability, self.error = standing.share, standing.ability, standing.error
        self.mark, self.confidence = standing.mark, standing.confidence

    def judge_ability(self, at: datetime) -> None:
        """By the ability that the answers came to, if enough has been asked to tell it."""
        if not self.is_enough:
            self.rule = "attempt.unfinished"
        is_at_mark = self.ability is not None and self.mark is not None and self.ability >= self.mark
        self._close(self.is_enough and is_at_mark, at)

    def _close(self, is_passed: bool, at: datetime) -> None:
        self.state = AttemptState.PASSED if is_passed else AttemptState.FAILED
        self.finished_at = min(at, self.ends_at)


def is_enough(terms: ModuleTestTerms, answered: int, left: int, error: Decimal | None) -> bool:
    """Whether no further question comes. left: items that have not been asked. error: of the ability."""
    if answered >= terms.items_most or not left:
        return True
    return error is not None and answered >= terms.items_least and error <= terms.largest_error


def next_place(seed: str, position: int, weighed: Weighed) -> int:
    """Which of the most informative items is asked, by lot: so that not everybody sees the same few."""
    return weighed.informative[_lot(seed, position) % len(weighed.informative)]


def fixed_order(seed: str, pool: Pool) -> list[int]:
    """The places of the pool, shuffled."""
    return sorted(range(len(pool)), key=lambda place: _lot(seed, pool[place].item_id))


def shuffled(seed: str, position: int, codes: Sequence[str]) -> list[str]:
    """The options of a question, shuffled."""
    return sorted(codes, key=lambda code: _lot(seed, f"{position}:{code}"))


def pool_id(pool: Pool) -> bytes:
    """The same items, versions and parameters are the same pool."""
    told = ";".join(f"{one.item_id}:{one.version}:{one.a}:{one.b}:{one.c}" for one in pool)
    return hashlib.sha256(told.encode()).digest()


def again_at(finished_at: datetime, terms: ModuleTestTerms) -> datetime:
    """When the next attempt may begin."""
    return finished_at + timedelta(minutes=terms.pause_minutes)


def _require_passed(since: datetime, seconds: int, at: datetime, rule: str) -> None:
    left = since + timedelta(seconds=seconds) - at
    if left > timedelta(0):
        raise TooSoon(rule=rule, seconds=-(-left // timedelta(seconds=1)))


def _lot(seed: str, what: object) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}:{what}".encode()).digest()[:8])
