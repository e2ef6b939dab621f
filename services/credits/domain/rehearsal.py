"""A rehearsal: the same sums held against two laws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from contracts.credits.policies import Outcome
from contracts.credits.rehearsals import RehearsalEnded, RehearsalState, RehearsalUnsound
from kernel.values import CycleId, PersonId, new_id
from services.credits.domain import requirements
from services.credits.domain.policy import Policies
from services.credits.domain.requirements import Tally

READY = "ready"
MOVES: dict[RehearsalState, set[RehearsalState]] = {
    RehearsalState.QUEUED: {RehearsalState.RUNNING, RehearsalState.CANCELLED},
    RehearsalState.RUNNING: {RehearsalState.FINISHED, RehearsalState.CANCELLED},
    RehearsalState.FINISHED: set(),
    RehearsalState.CANCELLED: set(),
}


@dataclass(eq=False, kw_only=True)
class Rehearsal:
    """position: the last cycle looked at, in the order of their identifiers."""

    rehearsal_id: UUID = field(default_factory=new_id)
    draft_id: UUID
    on: date
    known_at: datetime
    state: RehearsalState = RehearsalState.QUEUED
    requested_by: PersonId
    began_at: datetime | None = None
    ended_at: datetime | None = None
    total: int = 0
    done: int = 0
    position: UUID | None = None

    def begin(self, total: int, at: datetime) -> None:
        self._move(RehearsalState.RUNNING)
        self.total, self.began_at = total, at

    def advance(self, last: CycleId, count: int) -> None:
        self.position, self.done = last, self.done + count

    def finish(self, at: datetime) -> None:
        self._move(RehearsalState.FINISHED)
        self.ended_at = at

    def cancel(self, at: datetime) -> None:
        """Raises: RehearsalEnded."""
        self._move(RehearsalState.CANCELLED)
        self.ended_at = at

    def _move(self, state: RehearsalState) -> None:
        if state not in MOVES[self.state]:
            raise RehearsalEnded(rehearsal_id=self.rehearsal_id, state=self.state)
        self.state = state


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What a cycle has earned."""

    cycle_id: CycleId
    person_id: PersonId
    speciality: str
    tally: Tally


@dataclass(frozen=True, kw_only=True)
class Turn:
    """The rules that turn from met to unmet, and back."""

    lost: tuple[str, ...]
    gained: tuple[str, ...]


class Comparison:
    """Two laws on one day. What it found for a tally it remembers: many people have earned the same."""

    def __init__(self, present: Policies, drafted: Policies, on: date) -> None:
        self._present, self._drafted, self._on = present, drafted, on
        self._found: dict[Tally, Turn] = {}

    def flipped(self, batch: list[Sums]) -> Iterator[tuple[Sums, Turn]]:
        """Those for whom a rule turns.

        Raises: PolicyMissing.
        """
        for sums in batch:
            turn = self._turn(sums.tally)
            if turn.lost or turn.gained:
                yield sums, turn

    def _turn(self, tally: Tally) -> Turn:
        if tally not in self._found:
            before, after = self._met(tally, self._present), self._met(tally, self._drafted)
            self._found[tally] = Turn(
                lost=tuple(rule for rule in before if before[rule] and not after[rule]),
                gained=tuple(rule for rule in before if after[rule] and not before[rule]),
            )
        return self._found[tally]

    def _met(self, tally: Tally, law: Policies) -> dict[str, bool]:
        traces = requirements.accreditation_of(tally, law, self._on)
        met = {trace.rule: trace.outcome is Outcome.MET for trace in traces}
        return met | {READY: all(met.values())}


def day_of(asked: date | None, valid_from: date, today: date) -> date:
    """The day to rehearse: the one asked for, or the first day ahead on which the draft would be law.

    Raises: RehearsalUnsound -- it has passed.
    """
    if asked is not None and asked < today:
        raise RehearsalUnsound(on="date.past")
    return asked or max(valid_from, today)
