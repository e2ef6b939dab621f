"""Life cycle: the stages of an activity, each behind a gate whose every item has its verdict.

draft -> review -> approved -> pilot -> published -> suspended | cancelled | retired. An activity
without a plan for a pilot is published when it is approved.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Activities".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contracts.catalogue.activities import (
    MODERATORS,
    PROVIDERS,
    Activity,
    ActivityMoveRefused,
    ActivityPage,
    GateNotPassed,
    MoveActivity,
    NotYourActivity,
    ProviderNotActive,
    ReturnActivity,
    UnknownActivity,
)
from kernel.messages import Event, Operation, StaleVersion
from kernel.values import ActivityId, Limit, Line, OrganisationId, PersonId


class GateVerdict(StrEnum):
    """unknown: we lack the fact, and let it pass. waived: not asked of a trusted provider.

    noted: it passes, and whoever decides should look at it.
    """

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    NOTED = "noted"


class GateMove(StrEnum):
    SUBMISSION = "submission"
    APPROVAL = "approval"
    PILOT = "pilot"
    PUBLICATION = "publication"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    RETIREMENT = "retirement"
    CANCELLATION = "cancellation"


@dataclass(frozen=True, kw_only=True)
class GateItem:
    """One condition of a move. required, found: in the item's own unit."""

    item: str
    required: str
    found: str
    verdict: GateVerdict


@dataclass(frozen=True, kw_only=True)
class ReadGate:
    activity_id: ActivityId
    move: GateMove


@dataclass(frozen=True, kw_only=True)
class GateChecklist:
    """What stands before a move, as things are now."""

    activity_id: ActivityId
    move: GateMove
    items: tuple[GateItem, ...]
    is_passable: bool


@dataclass(frozen=True, kw_only=True)
class ListActivityMoves:
    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class ActivityMove:
    """A move that was made: to which version, by whom, and past which checklist."""

    move: GateMove
    version: int
    moved_at: datetime
    moved_by: PersonId
    items: tuple[GateItem, ...]


@dataclass(frozen=True, kw_only=True)
class ActivityMoves:
    items: tuple[ActivityMove, ...]


@dataclass(frozen=True, kw_only=True)
class ListActivityQueue:
    """What waits for a review, in order of its term; trusted providers have the shorter one."""

    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class PilotStarted(Event, name="catalogue.activity.pilot_started", subject="activity_id"):
    """An activity is tried with a few before all may find it."""

    activity_id: ActivityId
    provider_id: OrganisationId
    seats: int


@dataclass(frozen=True, kw_only=True)
class ActivityPublished(Event, name="catalogue.activity.published", subject="activity_id"):
    """An activity can be found by all: at once on approval, or after its pilot, or again."""

    activity_id: ActivityId
    provider_id: OrganisationId


@dataclass(frozen=True, kw_only=True)
class ActivitySuspended(Event, name="catalogue.activity.suspended", subject="activity_id"):
    """An activity earns nothing for the time being."""

    activity_id: ActivityId
    provider_id: OrganisationId


@dataclass(frozen=True, kw_only=True)
class ActivityRetired(Event, name="catalogue.activity.retired", subject="activity_id"):
    """An activity is over for good."""

    activity_id: ActivityId
    provider_id: OrganisationId


_MOVES = (UnknownActivity, ActivityMoveRefused, GateNotPassed, StaleVersion)

start_pilot = Operation(
    "catalogue",
    "start_pilot",
    MoveActivity,
    Activity,
    (NotYourActivity, ProviderNotActive, *_MOVES),
    roles=PROVIDERS,
)
publish_activity = Operation(
    "catalogue",
    "publish_activity",
    MoveActivity,
    Activity,
    (NotYourActivity, ProviderNotActive, *_MOVES),
    roles=PROVIDERS,
)
suspend_activity = Operation(
    "catalogue", "suspend_activity", ReturnActivity, Activity, _MOVES, roles=MODERATORS
)
resume_activity = Operation("catalogue", "resume_activity", MoveActivity, Activity, _MOVES, roles=MODERATORS)
retire_activity = Operation(
    "catalogue",
    "retire_activity",
    MoveActivity,
    Activity,
    (NotYourActivity, *_MOVES),
    roles=PROVIDERS,
)
read_gate = Operation(
    "catalogue",
    "read_gate",
    ReadGate,
    GateChecklist,
    (UnknownActivity,),
    roles=PROVIDERS | MODERATORS,
    reads=True,
)
list_activity_moves = Operation(
    "catalogue",
    "list_activity_moves",
    ListActivityMoves,
    ActivityMoves,
    (UnknownActivity,),
    roles=PROVIDERS | MODERATORS,
    reads=True,
)
list_activity_queue = Operation(
    "catalogue", "list_activity_queue", ListActivityQueue, ActivityPage, roles=MODERATORS, reads=True
)
