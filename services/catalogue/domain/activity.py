"""An activity, from the draft of its card to its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from contracts.catalogue.activities import (
    ActivityMoveRefused,
    ActivityState,
    NotAProvider,
    NotYourActivity,
    OwnActivity,
    UnknownActivity,
)
from contracts.catalogue.cards import SeatQuota
from contracts.catalogue.enrolments import EnrolmentClosed, SpecialityNotCovered
from kernel.messages import Caller, StaleVersion
from kernel.values import ActivityId, OrganisationId, PersonId, Role, new_id
from services.catalogue.domain.card import Card

State = ActivityState
MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.REVIEW}),
    State.REVIEW: frozenset({State.APPROVED, State.PUBLISHED, State.DRAFT}),
    State.APPROVED: frozenset({State.PILOT, State.PUBLISHED, State.CANCELLED}),
    State.PILOT: frozenset({State.PUBLISHED, State.CANCELLED}),
    State.PUBLISHED: frozenset({State.SUSPENDED, State.CANCELLED, State.RETIRED}),
    State.SUSPENDED: frozenset({State.PUBLISHED, State.CANCELLED, State.RETIRED}),
    State.CANCELLED: frozenset(),
    State.RETIRED: frozenset(),
}

# What these states hold exists for its provider and the moderators only; the rest is known to everybody.
HIDDEN = frozenset({State.DRAFT, State.REVIEW})
# People may enrol, and attendance earns.
OPEN = frozenset({State.PILOT, State.PUBLISHED})


def is_managed(provider_id: OrganisationId, caller: Caller) -> bool:
    """Whether the caller is of the provider, or a moderator."""
    is_own = caller.has(Role.PROVIDER) and provider_id == caller.organisation_id
    return is_own or caller.has(Role.ADMINISTRATOR)


def is_visible(state: State, provider_id: OrganisationId, caller: Caller) -> bool:
    """Whether the caller may know of an activity in this state."""
    return state not in HIDDEN or is_managed(provider_id, caller)


@dataclass(eq=False, kw_only=True)
class Activity:
    """The aggregate. drafted_by: who answers for the card; nobody approves what they drafted.

    withheld: a measure stands against the provider, so nothing is found, earned or reported.
    is_over: it has ended, as the last round has seen; a revision may let it go on.
    terms_version: the version whose card is in force; none until approval.
    review_by: the last day of the term for a review.
    """

    activity_id: ActivityId
    provider_id: OrganisationId
    drafted_by: PersonId
    card: Card
    state: State = State.DRAFT
    version: int = 1
    number: str | None = None
    return_reason: str | None = None
    withheld: bool = False
    is_over: bool = False
    terms_version: int | None = None
    review_by: date | None = None

    @classmethod
    def draft(cls, caller: Caller, card: Card) -> Activity:
        """Begin an activity of the caller's organisation. Raises: NotAProvider -- there is none."""
        if caller.organisation_id is None:
            raise NotAProvider
        return cls(
            activity_id=ActivityId(new_id()),
            provider_id=caller.organisation_id,
            drafted_by=caller.person,
            card=card,
        )

    @property
    def is_public(self) -> bool:
        return self.state not in HIDDEN

    @property
    def seats(self) -> int | None:
        """How many may enrol at this stage; none when unlimited."""
        plan = self.card.told.pilot
        return plan.seats if plan and self.state is State.PILOT else self.card.capacity

    @property
    def takes_people(self) -> bool:
        """Whether anybody may enrol, as far as its state tells."""
        return self.state in OPEN and not self.withheld

    @property
    def quota(self) -> SeatQuota:
        """Which of the seats somebody else pays for; none in a pilot."""
        return (self.card.told.quota if self.state is not State.PILOT else None) or SeatQuota()

    def require_owner(self, caller: Caller) -> None:
        """Let only the provider pass.

        Raises: UnknownActivity -- for anybody else there is no such activity yet.
            NotYourActivity -- it is public, but belongs to another organisation.
        """
        if self.provider_id != caller.organisation_id:
            kind = NotYourActivity if self.is_public else UnknownActivity
            raise kind(activity_id=self.activity_id)

    def revise(self, card: Card, *, version: int) -> None:
        """Write the card anew. Raises: StaleVersion, ActivityMoveRefused -- it is not a draft."""
        self._require_version(version)
        if self.state is not State.DRAFT:
            raise ActivityMoveRefused(state=self.state)
        self.card = card
        self.version += 1

    def submit(self, *, version: int, at: datetime, review_by: date) -> None:
        """Ask for approval. Raises: StaleVersion, ActivityMoveRefused."""
        self.move(State.REVIEW, version=version)
        self._require_before_start(at)
        self.return_reason, self.review_by = None, review_by

    def send_back(self, reason: str, *, version: int) -> None:
        """Ask the provider for a correction. Raises: StaleVersion, ActivityMoveRefused."""
        self.move(State.DRAFT, version=version)
        self.return_reason, self.review_by = reason, None

    def approve(self, caller: Caller, *, version: int, number: str, at: datetime) -> None:
        """Fix the terms under a number; publish, unless a pilot is planned.

        Raises: OwnActivity -- the caller is of the provider, or drafted the card.
            StaleVersion, ActivityMoveRefused.
        """
        if caller.organisation_id == self.provider_id or caller.person == self.drafted_by:
            raise OwnActivity
        self.move(State.APPROVED if self.card.told.pilot else State.PUBLISHED, version=version)
        self._require_before_start(at)
        self.number, self.review_by, self.terms_version = number, None, self.version

    def adopt(self, card: Card) -> None:
        """Let a revised card be in force from now on; who is enrolled keeps the former."""
        self.card, self.is_over = card, False
        self.version += 1
        self.terms_version = self.version

    def suspend(self, reason: str, *, version: int) -> None:
        """Let it earn nothing for the time being. Raises: StaleVersion, ActivityMoveRefused."""
        self.move(State.SUSPENDED, version=version)
        self.return_reason = reason

    def resume(self, *, version: int) -> None:
        """Raises: StaleVersion, ActivityMoveRefused -- it is not suspended."""
        if self.state is not State.SUSPENDED:
            raise ActivityMoveRefused(state=self.state)
        self.move(State.PUBLISHED, version=version)
        self.return_reason = None

    def publish(self, *, version: int) -> None:
        """Let all find it, after its pilot. Raises: StaleVersion, ActivityMoveRefused."""
        if self.state not in (State.APPROVED, State.PILOT):
            raise ActivityMoveRefused(state=self.state)
        self.move(State.PUBLISHED, version=version)

    def cancel(self, *, version: int, at: datetime) -> None:
        """Call off what has not ended. Raises: StaleVersion, ActivityMoveRefused."""
        self.move(State.CANCELLED, version=version)
        if at >= self.card.ends_at:
            raise ActivityMoveRefused(rule="activity.ended")

    def require_number(self) -> str:
        """The number of an activity that may earn. Raises: ActivityMoveRefused -- it is in another state."""
        if self.withheld:
            raise ActivityMoveRefused(rule="provider.suspended")
        if self.state is State.SUSPENDED:
            raise ActivityMoveRefused(state=self.state, rule="activity.suspended")
        if self.state not in OPEN or self.number is None:
            raise ActivityMoveRefused(state=self.state)
        return self.number

    def require_open(self, at: datetime, speciality: str) -> None:
        """Let a specialist of `speciality` pass.

        Raises: UnknownActivity -- it is not public yet. EnrolmentClosed -- not offered, or over.
            SpecialityNotCovered.
        """
        if not self.is_public:
            raise UnknownActivity
        self.require_taking_people(at)
        if speciality not in self.card.specialities:
            raise SpecialityNotCovered(speciality=speciality)

    def require_taking_people(self, at: datetime) -> None:
        """Let anybody take a seat, be it one that was offered before. Raises: EnrolmentClosed."""
        if self.withheld:
            raise EnrolmentClosed(rule="provider.suspended")
        if self.state not in OPEN or at >= self.card.ends_at:
            raise EnrolmentClosed(state=self.state)

    def require_revisable(self, *, version: int) -> None:
        """Let a revision of what has been approved pass. Raises: StaleVersion, ActivityMoveRefused."""
        self._require_version(version)
        if self.terms_version is None or not MOVES[self.state]:
            raise ActivityMoveRefused(state=self.state)

    def move(self, state: State, *, version: int) -> None:
        """Raises: StaleVersion, ActivityMoveRefused -- it is no move from here."""
        self._require_version(version)
        if state not in MOVES[self.state]:
            raise ActivityMoveRefused(state=self.state)
        self.state = state
        self.version += 1

    def _require_version(self, version: int) -> None:
        if version != self.version:
            raise StaleVersion(version=self.version)

    def _require_before_start(self, at: datetime) -> None:
        # Credits are designated before the start, never afterwards.
        if at >= self.card.starts_at:
            raise ActivityMoveRefused(rule="activity.started")
