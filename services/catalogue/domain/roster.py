"""A roster: a file of rows, checked as a whole before any of them is posted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from contracts.catalogue.attachments import AnnouncedFile, AttachmentUnsound
from contracts.catalogue.rosters import (
    Acceptance,
    RosterFaulty,
    RosterId,
    RosterMoveRefused,
    RosterState,
    RosterVerdict,
)
from kernel.values import ActivityId, OrganisationId, new_id
from services.catalogue.domain import attachment
from services.catalogue.domain.attachment import Terms

State = RosterState
MOVES: dict[State, frozenset[State]] = {
    State.EXPECTED: frozenset({State.CHECKING}),
    State.CHECKING: frozenset({State.CHECKED, State.REJECTED}),
    State.CHECKED: frozenset({State.POSTING}),
    State.POSTING: frozenset({State.POSTED, State.HALTED}),
    State.HALTED: frozenset({State.POSTING}),
    State.POSTED: frozenset(),
    State.REJECTED: frozenset(),
}
# What a process works on, and for how long nobody else begins with the same.
AT_WORK = frozenset({State.CHECKING, State.POSTING})
LEASE = timedelta(seconds=20)
# How often a file may end the process that reads it, or come to nothing, before it is to blame.
TRIES = 5

# What a row may say and yet be posted with the whole file: it was attended, enough or not.
SOUND = frozenset({RosterVerdict.ACCEPTED, RosterVerdict.BELOW_THRESHOLD})


@dataclass(frozen=True, kw_only=True)
class RosterTerms:
    """files: what may be handed in. most_rows: of one file, the heading not counted."""

    files: Terms
    most_rows: int


@dataclass(eq=False, kw_only=True)
class Roster:
    """The aggregate. position: number of the last row that is checked, later of the last that is posted.

    total: how many rows there are; unknown until all have been read, and then the file is gone.
    leased_until, tries: of the work under way.
    """

    roster_id: RosterId = field(default_factory=lambda: RosterId(new_id()))
    activity_id: ActivityId
    provider_id: OrganisationId
    filename: str
    media_type: str
    size: int
    sha256: str
    announced_at: datetime
    state: State = State.EXPECTED
    rows: int = 0
    settled: int = 0
    position: int = 0
    total: int | None = None
    fault: str | None = None
    fault_line: int | None = None
    ignored: tuple[str, ...] = ()
    acceptance: Acceptance | None = None
    leased_until: datetime | None = None
    tries: int = 0
    ended_at: datetime | None = None

    @classmethod
    def announce(
        cls, file: AnnouncedFile, terms: Terms, *, of: tuple[ActivityId, OrganisationId], at: datetime
    ) -> Roster:
        """of: the activity and its provider. Raises: AttachmentUnsound -- all faults at once."""
        faults = dict(attachment.faults(file, terms))
        if faults:
            raise AttachmentUnsound(faults)
        return cls(
            activity_id=of[0],
            provider_id=of[1],
            filename=file.filename,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            announced_at=at,
        )

    @property
    def key(self) -> str:
        """Where its bytes are in the store, until they have been read."""
        return f"rosters/{self.activity_id}/{self.roster_id}"

    def lease(self, at: datetime) -> None:
        """Let one process work on it for a while."""
        self.leased_until, self.tries = at + LEASE, self.tries + 1

    def check(self) -> None:
        """Begin to read it. Raises: RosterMoveRefused."""
        self._move(State.CHECKING)

    def advance(self, position: int, rows: int, at: datetime) -> None:
        """Note that the rows up to `position` have their verdicts."""
        self.position, self.rows = position, self.rows + rows
        self.leased_until, self.tries = at + LEASE, 0

    def read(self, ignored: tuple[str, ...]) -> None:
        """Note that no row is left in the file."""
        self.total, self.ignored = self.rows, ignored

    def end_check(self) -> None:
        self._move(State.CHECKED)
        self.position, self.leased_until = 0, None

    def reject(self, rule: str, line: int | None, at: datetime) -> None:
        """Nothing can be done with the file. Raises: RosterMoveRefused."""
        self._move(State.REJECTED)
        self.fault, self.fault_line, self.ended_at, self.leased_until = rule, line, at, None

    def post(self, acceptance: Acceptance, verdicts: Mapping[RosterVerdict, int]) -> None:
        """Begin to post what was checked. verdicts: how many rows have which.

        Raises: RosterMoveRefused, RosterFaulty -- the whole was asked for, and not every row is sound.
        """
        faulty = {verdict.value: count for verdict, count in verdicts.items() if verdict not in SOUND}
        self._require(State.POSTING)
        if acceptance is Acceptance.WHOLE and faulty:
            raise RosterFaulty({verdict: str(count) for verdict, count in faulty.items()})
        self._move(State.POSTING)
        self.acceptance, self.fault = acceptance, None

    def settle(self, position: int, rows: int, at: datetime) -> None:
        """Note that the rows up to `position` are posted."""
        self.position, self.settled = position, self.settled + rows
        self.leased_until, self.tries = at + LEASE, 0

    def end_post(self, at: datetime) -> None:
        self._move(State.POSTED)
        self.ended_at, self.leased_until = at, None

    def halt(self, rule: str) -> None:
        """The activity earns nothing any more; what is posted stays, and the rest may follow later."""
        self._move(State.HALTED)
        self.fault, self.leased_until = rule, None

    def _require(self, state: State) -> None:
        if state not in MOVES[self.state]:
            raise RosterMoveRefused(state=self.state)

    def _move(self, state: State) -> None:
        self._require(state)
        self.state = state
