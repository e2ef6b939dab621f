"""Days on which an activity earned nothing, because a measure stood against it or against its provider."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from contracts.catalogue.lifecycle import GateMove
from kernel.values import Period

OF_ACTIVITY, OF_PROVIDER = "attendance.activity_suspended", "attendance.provider_suspended"

# The policy that says what becomes of what was attended on such a day, and what refuses it.
POLICY, REJECTED = "claim.of_suspended", "reject"


@dataclass(frozen=True)
class Suspension:
    """A measure that was lifted later. rule: the code of the rule under which its days earn nothing.

    The day on which it is lifted earns again.
    """

    rule: str
    days: Period


def of_moves(moves: Iterable[tuple[GateMove, date]]) -> Iterator[Suspension]:
    """moves: suspensions and resumptions of one activity with their legal days, in their order."""
    begun: date | None = None
    for move, day in moves:
        if move is GateMove.SUSPENSION:
            begun = day
        elif begun is not None:
            yield from lifted(OF_ACTIVITY, begun, day)
            begun = None


def lifted(rule: str, begun: date, ended: date) -> Iterator[Suspension]:
    """What a measure that is lifted has cost; nothing if both were on one day."""
    if begun < ended:
        yield Suspension(rule, Period(begun, ended))


def on(suspensions: Iterable[Suspension], day: date) -> Suspension | None:
    """What stood against an activity on a day."""
    return next((each for each in suspensions if day in each.days), None)
