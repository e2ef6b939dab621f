"""What stands out in an attempt: evidence with a number, never a verdict.

No attempt fails by it. The person, the provider and the moderators read the same.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Modules".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contracts.catalogue.activities import MODERATORS, PROVIDERS, UnknownActivity
from contracts.catalogue.attempts import PickAttempt, UnknownAttempt
from contracts.catalogue.enrolments import SPECIALISTS
from contracts.catalogue.module_tests import AttemptId
from kernel.messages import Event, Operation
from kernel.values import ActivityId, Limit, Line, OrganisationId


class SignalKind(StrEnum):
    """fast: percent of answers that came faster than nearly all others answer these questions.

    rhythm: how much the times between question and answer vary, in percent of their mean.
    same_mistakes: percent of the mistakes in common with another's attempt that are the same.
    same_times: how closely the times follow those of another's attempt, in percent.
    device, address: how many besides the first sent answers.
    """

    FAST = "fast"
    RHYTHM = "rhythm"
    SAME_MISTAKES = "same_mistakes"
    SAME_TIMES = "same_times"
    DEVICE = "device"
    ADDRESS = "address"


@dataclass(frozen=True, kw_only=True)
class Signal:
    """value: in the unit of its kind. limit: from which on, or for the rhythm up to which, it stands out.

    basis: how many answers it rests on. meaning_ru, meaning_en: what it may be, and what it is not.
    """

    attempt_id: AttemptId
    kind: SignalKind
    value: int
    limit: int
    basis: int
    found_at: datetime
    meaning_ru: str
    meaning_en: str


@dataclass(frozen=True, kw_only=True)
class Signals:
    """is_examined: whether the attempt has been looked through yet."""

    attempt_id: AttemptId
    is_examined: bool
    signals: tuple[Signal, ...]


@dataclass(frozen=True, kw_only=True)
class ListSignals:
    activity_id: ActivityId
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class SignalPage:
    """By attempt, the newest first."""

    items: tuple[Signal, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class SignalNoted(Event, name="catalogue.module.signal_noted", subject="activity_id"):
    """Something stands out in an attempt at the test of a module; in whose is not told here."""

    activity_id: ActivityId
    provider_id: OrganisationId
    kind: SignalKind
    value: int


my_signals = Operation(
    "catalogue", "my_signals", PickAttempt, Signals, (UnknownAttempt,), roles=SPECIALISTS, reads=True
)
list_signals = Operation(
    "catalogue",
    "list_signals",
    ListSignals,
    SignalPage,
    (UnknownActivity,),
    roles=PROVIDERS | MODERATORS,
    reads=True,
)
