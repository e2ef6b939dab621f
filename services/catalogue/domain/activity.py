"""An activity, from the draft of its card to its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contracts.catalogue.activities import (
    ActivityMoveRefused,
    ActivityState,
    NotAProvider,
    NotYourActivity,
    OwnActivity,
    UnknownActivity,
)
from contracts.catalogue.enrolments import EnrolmentClosed, SpecialityNotCovered
from kernel.messages import Caller, StaleVersion
from kernel.values import ActivityId, OrganisationId, PersonId, Role, new_id
from services.catalogue.domain.card import Card

MOVES: dict[ActivityState, frozenset[ActivityState]] = {
    ActivityState.DRAFT: frozenset({ActivityState.REVIEW}),
    ActivityState.REVIEW: frozenset({ActivityState.PUBLISHED, ActivityState.DRAFT}),
    ActivityState.PUBLISHED: frozenset({ActivityState.CANCELLED}),
    ActivityState.CANCELLED: frozenset(),
}

# What these states hold is known to everybody; the rest exists for its provider and the moderators only.
PUBLIC = frozenset({ActivityState.PUBLISHED, ActivityState.CANCELLED})


def is_visible(state: ActivityState, provider_id: OrganisationId, caller: Caller) -> bool:
    """Whether the caller may know of an activity in this state."""
    is_own = caller.has(Role.PROVIDER) and provider_id == caller.organisation_id
    return is_own or state in PUBLIC or caller.has(Role.ADMINISTRATOR)


@dataclass(eq=False, kw_only=True)
class Activity:
    """The aggregate. drafted_by: who answers for the card; nobody approves what they drafted.

    withheld: a measure stands against the provider, so nothing is found, earned or reported.
    """

    activity_id: ActivityId
    provider_id: OrganisationId
    drafted_by: PersonId
    card: Card
    state: ActivityState = ActivityState.DRAFT
    version: int = 1
    number: str | None = None
    return_reason: str | None = None
    withheld: bool = False

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
        return self.state in PUBLIC

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
        if self.state is not ActivityState.DRAFT:
            raise ActivityMoveRefused(state=self.state)
        self.card = card
        self.version += 1

    def submit(self, *, version: int, at: datetime) -> None:
        """Ask for approval. Raises: StaleVersion, ActivityMoveRefused."""
        self._move(ActivityState.REVIEW, version)
        self._require_before_start(at)
        self.return_reason = None

    def send_back(self, reason: str, *, version: int) -> None:
        """Ask the provider for a correction. Raises: StaleVersion, ActivityMoveRefused."""
        self._move(ActivityState.DRAFT, version)
        self.return_reason = reason

    def approve(self, caller: Caller, *, version: int, number: str, at: datetime) -> None:
        """Publish; from now on the card does not change.

        Raises: OwnActivity -- the caller is of the provider, or drafted the card.
            StaleVersion, ActivityMoveRefused.
        """
        if caller.organisation_id == self.provider_id or caller.person == self.drafted_by:
            raise OwnActivity
        self._move(ActivityState.PUBLISHED, version)
        self._require_before_start(at)
        self.number = number

    def cancel(self, *, version: int, at: datetime) -> None:
        """Call off what has not ended. Raises: StaleVersion, ActivityMoveRefused."""
        self._move(ActivityState.CANCELLED, version)
        if at >= self.card.ends_at:
            raise ActivityMoveRefused(rule="activity.ended")

    def require_number(self) -> str:
        """The number of an activity that may earn. Raises: ActivityMoveRefused -- it is in another state."""
        if self.withheld:
            raise ActivityMoveRefused(rule="provider.suspended")
        if self.state is not ActivityState.PUBLISHED or self.number is None:
            raise ActivityMoveRefused(state=self.state)
        return self.number

    def require_open(self, at: datetime, speciality: str) -> None:
        """Let a specialist of `speciality` pass.

        Raises: UnknownActivity -- it is not public yet. EnrolmentClosed -- withheld, cancelled or over.
            SpecialityNotCovered.
        """
        if not self.is_public:
            raise UnknownActivity
        if self.withheld:
            raise EnrolmentClosed(rule="provider.suspended")
        if self.state is ActivityState.CANCELLED or at >= self.card.ends_at:
            raise EnrolmentClosed
        if speciality not in self.card.specialities:
            raise SpecialityNotCovered(speciality=speciality)

    def _move(self, state: ActivityState, version: int) -> None:
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
