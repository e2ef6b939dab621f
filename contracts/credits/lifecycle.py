"""What becomes of a cycle: checkpoints on its way, its close, and the one that follows it.

Owner: services/credits. Vocabulary: docs/glossary.md, "Cycle".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contracts.credits.cycles import SPECIALISTS, Cycle, CycleUnsound, UnknownCycle
from contracts.credits.policies import Outcome
from kernel.messages import Conflict, Event, Operation
from kernel.values import ApplicationId, Code, Credits, CycleId, PersonId


class BasisKnown(Conflict, ru="Номер документа-основания уже указан."):
    """The number of the basis document is known already."""


@dataclass(frozen=True, kw_only=True)
class ReconcileBasis:
    """Give the series and number of a basis document that had none when the cycle began."""

    cycle_id: CycleId
    basis_series: Code | None = None
    basis_number: Code


@dataclass(frozen=True, kw_only=True)
class CheckpointReached(Event, name="credits.checkpoint.reached", subject="person_id"):
    """A review of a cycle fell due. target: the share of the total that the time passed is of the cycle.

    months: since the cycle began. It advises: an outcome of unmet blocks nothing.
    """

    cycle_id: CycleId
    person_id: PersonId
    speciality: str
    months: int
    due: date
    target: Credits
    found: Credits
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class CycleClosed(Event, name="credits.cycle.closed", subject="person_id"):
    """A cycle has ended, and so has the time in which claims for it are accepted."""

    cycle_id: CycleId
    person_id: PersonId
    speciality: str
    ends_before: date
    balance: Credits


@dataclass(frozen=True, kw_only=True)
class CycleRenewed(Event, name="credits.cycle.renewed", subject="person_id"):
    """An admission has begun the next cycle of a speciality. ends_before: of the cycle that gave way."""

    cycle_id: CycleId
    next_cycle_id: CycleId
    person_id: PersonId
    speciality: str
    ends_before: date
    application_id: ApplicationId | None


reconcile_basis = Operation(
    "credits",
    "reconcile_basis",
    ReconcileBasis,
    Cycle,
    (UnknownCycle, BasisKnown, CycleUnsound),
    roles=SPECIALISTS,
)
