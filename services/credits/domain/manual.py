"""Manual claims: written by a claimant or an operator, decided by another operator."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from uuid import UUID, uuid5

from contracts.catalogue.activities import ActivityKind
from contracts.credits.claim_desk import OwnClaim
from contracts.credits.claims import ClaimMoveRefused, ClaimReason, ManualClaimState
from kernel.messages import StaleVersion
from kernel.values import ActivityId, Credits, DocumentId, EntryId, PersonId, new_id
from services.credits.domain.claim import Claim

State = ManualClaimState

MOVES = {
    State.DRAFT: {State.SUBMITTED, State.WITHDRAWN},
    State.SUBMITTED: {State.RETURNED, State.ACCEPTED, State.REFUSED, State.WITHDRAWN},
    State.RETURNED: {State.SUBMITTED, State.WITHDRAWN},
    State.ACCEPTED: set[State](),
    State.REFUSED: set[State](),
    State.WITHDRAWN: set[State](),
}
WRITABLE = {State.DRAFT, State.RETURNED}
TALKING = {State.DRAFT, State.SUBMITTED, State.RETURNED}

# What names the activities outside the feeds: never to be changed, for the ledger refers to them.
OUTSIDE = UUID("6f9b2f0e-0d1b-5c57-9d0a-9b8a2d7c4e11")


@dataclass(frozen=True, kw_only=True)
class Content:
    """What is claimed, as far as it has been written down."""

    form: str
    speciality: str | None
    title: str | None
    organiser: str | None
    completed_on: date | None
    credits: Credits | None
    details: dict[str, str]
    evidence: tuple[DocumentId, ...]


CONTENT = tuple(field.name for field in fields(Content))


@dataclass(eq=False, kw_only=True)
class ManualClaim:
    """The aggregate. receipt: the number given with the first submission. entered_by: who wrote it.

    claim_id: of the entry, too, once it is accepted. import_id: the file it came from.
    activity_id: of what it claims, once it has been submitted.
    """

    claim_id: EntryId = field(default_factory=lambda: EntryId(new_id()))
    person_id: PersonId
    form: str
    speciality: str | None = None
    title: str | None = None
    organiser: str | None = None
    completed_on: date | None = None
    credits: Credits | None = None
    details: dict[str, str] = field(default_factory=dict)
    evidence: tuple[DocumentId, ...] = ()
    state: State = State.DRAFT
    entered_by: PersonId
    drafted_at: datetime
    receipt: str | None = None
    submitted_at: datetime | None = None
    settled_by: PersonId | None = None
    settled_at: datetime | None = None
    reason: ClaimReason | None = None
    import_id: UUID | None = None
    activity_id: ActivityId | None = None
    version: int = 1

    @property
    def content(self) -> Content:
        return Content(**{name: getattr(self, name) for name in CONTENT})

    @property
    def is_accepted(self) -> bool:
        return self.state is State.ACCEPTED

    def expect_version(self, version: int) -> None:
        """Raises: StaleVersion -- the caller has read an older version."""
        if version != self.version:
            raise StaleVersion(read=version, present=self.version)

    def require_not_of(self, operator: PersonId) -> None:
        """Raises: OwnClaim."""
        if operator in (self.person_id, self.entered_by):
            raise OwnClaim(claim_id=self.claim_id)

    def write(self, content: Content) -> None:
        """Raises: ClaimMoveRefused -- it lies with the operators, or is settled."""
        if self.state not in WRITABLE:
            raise ClaimMoveRefused(state=self.state, move="revision")
        for name in CONTENT:
            setattr(self, name, getattr(content, name))
        self.version += 1

    def require_talking(self) -> None:
        """Raises: ClaimMoveRefused -- it is settled."""
        if self.state not in TALKING:
            raise ClaimMoveRefused(state=self.state, move="comment")

    def submit(self, receipt: str, at: datetime) -> None:
        """receipt: taken for the first submission only. Raises: ClaimMoveRefused."""
        self._move(State.SUBMITTED)
        self.receipt, self.submitted_at = self.receipt or receipt, at
        self.activity_id = activity_of(self.content)

    def send_back(self) -> None:
        """Raises: ClaimMoveRefused."""
        self._move(State.RETURNED)

    def withdraw(self, by: PersonId, at: datetime) -> None:
        """Raises: ClaimMoveRefused."""
        self._settle(State.WITHDRAWN, by, at)

    def accept(self, by: PersonId, at: datetime) -> None:
        """Raises: OwnClaim, ClaimMoveRefused."""
        self.require_not_of(by)
        self._settle(State.ACCEPTED, by, at)

    def refuse(self, by: PersonId, reason: ClaimReason, at: datetime) -> None:
        """Raises: OwnClaim, ClaimMoveRefused."""
        self.require_not_of(by)
        self._settle(State.REFUSED, by, at)
        self.reason = reason

    def _settle(self, to: State, by: PersonId, at: datetime) -> None:
        self._move(to)
        self.settled_by, self.settled_at = by, at

    def _move(self, to: State) -> None:
        if to not in MOVES[self.state]:
            raise ClaimMoveRefused(state=self.state, move=to)
        self.state = to
        self.version += 1


def as_claim(claim_id: EntryId, person_id: PersonId, content: Content, kind: ActivityKind) -> Claim:
    """What the rules are to judge, of content that satisfies its form."""
    speciality, title, day, amount = content.speciality, content.title, content.completed_on, content.credits
    if speciality is None or title is None or day is None or amount is None:
        raise ValueError("the claim lacks what its form asks for")
    return Claim(
        claim_id=claim_id,
        person_id=person_id,
        speciality=speciality,
        activity_id=activity_of(content),
        kind=kind,
        title=title,
        credits=amount,
        completed_on=day,
    )


def activity_of(content: Content) -> ActivityId:
    """One for whoever claims the same: what is outside the feeds is credited once, too."""
    words = (content.form, content.title or "", content.organiser or "", str(content.completed_on))
    return ActivityId(uuid5(OUTSIDE, "\n".join(" ".join(word.casefold().split()) for word in words)))
