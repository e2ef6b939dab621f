"""The ledger: entries that are posted, reversed, and never edited.

Owner: services/credits. Vocabulary: docs/glossary.md, "Ledger".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from contracts.catalogue.activities import ActivityKind
from contracts.credits.policies import PolicyMissing, RuleTrace
from kernel.messages import Conflict, Event, NotFound, Operation
from kernel.values import ActivityId, Code, Credits, CycleId, EntryId, Limit, Line, PersonId, Role, Text


class EntryState(StrEnum):
    POSTED = "posted"
    REVERSED = "reversed"


class AlreadyAwarded(Conflict, ru="Это мероприятие уже зачтено в этом цикле."):
    """This activity is already credited in this cycle."""


class NoOpenCycle(Conflict, ru="На эту дату у специалиста нет цикла по этой специальности."):
    """The specialist has no cycle of this speciality on that day."""


class OutsideClaimWindow(Conflict, ru="Сведения за этот цикл сейчас не принимаются."):
    """Claims of this cycle are not accepted on this day: too early or too late."""


class AboveDesignation(Conflict, ru="Заявлено больше баллов, чем утверждено за мероприятие."):
    """More credits are claimed than the activity was approved for."""


class NotEarning(Conflict, ru="В этот день мероприятие было приостановлено и баллов не давало."):
    """The activity was suspended on that day, and earned nothing."""


class SpecialityLapsed(Conflict, ru="Такой специальности в номенклатуре на дату мероприятия нет."):
    """The speciality is not in force on the day of the activity."""


class OffStep(Conflict, ru="Баллы указаны точнее, чем их считают."):
    """The credits are given in finer steps than they are counted in."""


class EventsOverlap(Conflict, ru="В это же время зачтено другое мероприятие."):
    """Another event of the same time is credited already; of the two, one counts."""


class DayCapReached(Conflict, ru="За этот день уже зачтено наибольшее число баллов за мероприятия."):
    """The events of that day have earned all that one day may earn."""


class UnknownEntry(NotFound, ru="Такой записи в учёте нет."):
    """There is no such entry."""


class AlreadyReversed(Conflict, ru="Эта запись уже сторнирована."):
    """The entry has been reversed already."""


@dataclass(frozen=True, kw_only=True)
class AwardCredits:
    """Credit a completed activity to a specialist by hand; reason and operator are kept."""

    person_id: PersonId
    speciality: Code
    activity_id: ActivityId
    kind: ActivityKind
    title: Line
    credits: Credits
    completed_on: date
    reason: Text


@dataclass(frozen=True, kw_only=True)
class ReverseEntry:
    """Cancel an entry by its opposite; the reason is kept."""

    entry_id: EntryId
    reason: Text


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the ledger. traces: every rule that let it in."""

    entry_id: EntryId
    cycle_id: CycleId
    person_id: PersonId
    activity_id: ActivityId
    kind: ActivityKind
    title: str
    credits: Credits
    completed_on: date
    posted_at: datetime
    state: EntryState
    traces: tuple[RuleTrace, ...]


@dataclass(frozen=True, kw_only=True)
class ListEntries:
    cycle_id: CycleId | None = None
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class EntryPage:
    items: tuple[Entry, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class CycleBalance:
    cycle_id: CycleId
    speciality: str
    balance: Credits


@dataclass(frozen=True, kw_only=True)
class ReadBalance:
    """The caller's own sums: the quick answer, without rules."""


@dataclass(frozen=True, kw_only=True)
class Balances:
    items: tuple[CycleBalance, ...]


@dataclass(frozen=True, kw_only=True)
class EntryPosted(Event, name="credits.entry.posted", subject="person_id"):
    """Credits have been posted to a specialist's cycle.

    carried_from: the entry of an account merged into this one, which it goes on from; nothing new was earned.
    """

    entry_id: EntryId
    cycle_id: CycleId
    person_id: PersonId
    activity_id: ActivityId
    activity_number: str | None
    kind: ActivityKind
    title: str
    speciality: str
    credits: Credits
    balance: Credits
    completed_on: date
    carried_from: EntryId | None = None


@dataclass(frozen=True, kw_only=True)
class EntryReversed(Event, name="credits.entry.reversed", subject="person_id"):
    """Posted credits have been taken back.

    carried_to: the entry that goes on from it, of the account that its own was merged into.
    twin: the entry by which that account had the same activity credited already; so it counts once.
    """

    entry_id: EntryId
    cycle_id: CycleId
    person_id: PersonId
    activity_id: ActivityId
    kind: ActivityKind
    credits: Credits
    balance: Credits
    carried_to: EntryId | None = None
    twin: EntryId | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimRejected(Event, name="credits.claim.rejected", subject="person_id"):
    """A completed activity earned nothing; code is the error's name, a human may mend the cause."""

    claim_id: EntryId
    person_id: PersonId
    activity_id: ActivityId
    title: str
    code: str


SPECIALISTS = frozenset({Role.SPECIALIST})
OPERATORS = frozenset({Role.REGULATOR, Role.ADMINISTRATOR})

# What the rules may keep a claim out of the ledger with.
REFUSALS = (
    AlreadyAwarded,
    NoOpenCycle,
    OutsideClaimWindow,
    NotEarning,
    SpecialityLapsed,
    OffStep,
    AboveDesignation,
    EventsOverlap,
    DayCapReached,
    PolicyMissing,
)

award = Operation("credits", "award", AwardCredits, Entry, REFUSALS, roles=OPERATORS)
reverse = Operation(
    "credits", "reverse", ReverseEntry, Entry, (UnknownEntry, AlreadyReversed), roles=OPERATORS
)
my_entries = Operation("credits", "my_entries", ListEntries, EntryPage, roles=SPECIALISTS, reads=True)
my_balance = Operation("credits", "my_balance", ReadBalance, Balances, roles=SPECIALISTS, reads=True)
