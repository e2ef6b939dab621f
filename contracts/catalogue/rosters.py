"""Rosters: a provider hands in who attended as one file, checked before anything is posted.

    announce -> PUT the bytes -> check -> read the verdicts -> post

The same bytes for the same activity are the same roster. What is named in the file stays in the file:
it is removed as soon as it has been read.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Enrolment and attendance".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from contracts.catalogue.activities import PROVIDERS, NotYourActivity, UnknownActivity
from contracts.catalogue.attachments import AnnouncedFile, AttachmentMissing, AttachmentUnsound
from kernel.messages import Conflict, Event, NotFound, Operation
from kernel.values import ActivityId, EnrolmentId, Limit, Line, OrganisationId

RosterId = NewType("RosterId", UUID)


class RosterState(StrEnum):
    """expected: announced, not checked yet. checked: every row has its verdict, nothing is posted.

    rejected: it cannot be read as a roster. halted: the activity stopped earning while it was posted.
    """

    EXPECTED = "expected"
    CHECKING = "checking"
    CHECKED = "checked"
    POSTING = "posting"
    POSTED = "posted"
    HALTED = "halted"
    REJECTED = "rejected"


class RosterVerdict(StrEnum):
    """What becomes, or would become, of one row.

    enrolment_unknown: whoever is named has not enrolled, or is not known at all; which, we do not tell.
    repeated: an earlier row of the file names the same enrolment.
    duplicate, claimed_by_code: it is completed already, in the latter case by a confirmation code.
    recording: whoever is named watched the recording of a live event, which earns nothing of it.
    suspended: on that day the activity, or all of its provider, earned nothing.
    """

    ACCEPTED = "accepted"
    BELOW_THRESHOLD = "below_threshold"
    DUPLICATE = "duplicate"
    CLAIMED_BY_CODE = "claimed_by_code"
    REPEATED = "repeated"
    ENROLMENT_UNKNOWN = "enrolment_unknown"
    NAME_DIFFERS = "name_differs"
    OTHER_ACTIVITY = "other_activity"
    OUTSIDE_DATES = "outside_dates"
    CANCELLED = "cancelled"
    MALFORMED = "malformed"
    RECORDING = "recording"
    SUSPENDED = "suspended"


class Acceptance(StrEnum):
    """whole: only if every row says what can be posted. partial: whatever can be."""

    WHOLE = "whole"
    PARTIAL = "partial"


class UnknownRoster(NotFound, ru="Такой ведомости нет."):
    """There is no such roster."""


class RosterMoveRefused(Conflict, ru="В нынешнем состоянии ведомости это действие невозможно."):
    """The state of the roster does not allow this."""


class RosterFaulty(Conflict, ru="В ведомости есть строки, которые нельзя принять."):
    """Not every row can be posted; details count them by verdict. Mend the file, or post it in part."""


@dataclass(frozen=True, kw_only=True)
class AnnounceRoster(AnnouncedFile):
    """A file to come: CSV (UTF-8 or Windows-1251), XLSX, or a JSON array of objects.

    Columns: snils, person_id or enrolment_id; attended_on; minutes; and, if wanted, checks_passed,
    surname, activity_number. They may bear their Russian names; their order is free.
    """

    activity_id: ActivityId


@dataclass(frozen=True, kw_only=True)
class PickRoster:
    roster_id: RosterId


@dataclass(frozen=True, kw_only=True)
class PostRoster:
    roster_id: RosterId
    acceptance: Acceptance = Acceptance.WHOLE


@dataclass(frozen=True, kw_only=True)
class ListRosters:
    activity_id: ActivityId
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class ListRosterRows:
    """verdict: only the rows with this one."""

    roster_id: RosterId
    verdict: RosterVerdict | None = None
    cursor: Line | None = None
    limit: Limit = 100


@dataclass(frozen=True, kw_only=True)
class Roster:
    """How far it has come.

    rows: how many have been read; all, once it is checked. settled: how many of them are posted.
    fault: the rule because of which it cannot be read, and fault_line where, if one line is to blame.
    verdicts: how many rows have which. ignored: columns of which we know nothing.
    """

    roster_id: RosterId
    activity_id: ActivityId
    filename: str
    media_type: str
    size: int
    sha256: str
    state: RosterState
    announced_at: datetime
    rows: int
    settled: int
    fault: str | None
    fault_line: int | None
    verdicts: dict[str, int]
    ignored: tuple[str, ...]
    acceptance: Acceptance | None
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class RosterUpload:
    """Where to PUT the bytes, with which headers, until when; nothing where they have arrived before."""

    roster: Roster
    method: str | None
    url: str | None
    headers: dict[str, str]
    expires_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class RosterPage:
    items: tuple[Roster, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class RosterRow:
    """number: of the row in the file, the heading being the first.

    faults: column -> the code of the rule that its cell breaks.
    rule, required, found: of a row that is refused as a whole.
    """

    number: int
    enrolment_id: EnrolmentId | None
    verdict: RosterVerdict
    faults: dict[str, str]
    rule: str | None
    required: str | None
    found: str | None


@dataclass(frozen=True, kw_only=True)
class RosterRowPage:
    items: tuple[RosterRow, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class RosterChecked(Event, name="catalogue.roster.checked", subject="activity_id"):
    """Every row of a roster has its verdict, or the file cannot be read; nothing is posted yet."""

    roster_id: RosterId
    activity_id: ActivityId
    provider_id: OrganisationId
    state: RosterState
    rows: int


@dataclass(frozen=True, kw_only=True)
class RosterPosted(Event, name="catalogue.roster.posted", subject="activity_id"):
    """What a roster vouches for has been announced, each completion by itself."""

    roster_id: RosterId
    activity_id: ActivityId
    provider_id: OrganisationId
    rows: int
    accepted: int


_OWN = (UnknownActivity, NotYourActivity)

announce_roster = Operation(
    "catalogue",
    "announce_roster",
    AnnounceRoster,
    RosterUpload,
    (*_OWN, AttachmentUnsound),
    roles=PROVIDERS,
)
check_roster = Operation(
    "catalogue",
    "check_roster",
    PickRoster,
    Roster,
    (UnknownRoster, AttachmentMissing, RosterMoveRefused),
    roles=PROVIDERS,
)
post_roster = Operation(
    "catalogue",
    "post_roster",
    PostRoster,
    Roster,
    (UnknownRoster, RosterMoveRefused, RosterFaulty),
    roles=PROVIDERS,
)
read_roster = Operation(
    "catalogue", "read_roster", PickRoster, Roster, (UnknownRoster,), roles=PROVIDERS, reads=True
)
list_rosters = Operation(
    "catalogue", "list_rosters", ListRosters, RosterPage, _OWN, roles=PROVIDERS, reads=True
)
list_roster_rows = Operation(
    "catalogue",
    "list_roster_rows",
    ListRosterRows,
    RosterRowPage,
    (UnknownRoster,),
    roles=PROVIDERS,
    reads=True,
)
