"""A revision: the card that is to take the place of the one in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contracts.catalogue.activities import ActivityMoveRefused, DraftActivity, OwnActivity
from contracts.catalogue.editions import RevisionState
from kernel.messages import Caller, StaleVersion
from kernel.values import ActivityId, OrganisationId, PersonId

MOVES: dict[RevisionState, frozenset[RevisionState]] = {
    RevisionState.DRAFT: frozenset({RevisionState.REVIEW}),
    RevisionState.REVIEW: frozenset({RevisionState.DRAFT}),
}


@dataclass(eq=False, kw_only=True)
class Revision:
    """At the most one for each activity; gone once it is approved."""

    activity_id: ActivityId
    provider_id: OrganisationId
    card: DraftActivity
    proposed_by: PersonId
    proposed_at: datetime
    state: RevisionState = RevisionState.DRAFT
    return_reason: str | None = None
    version: int = 1

    def rewrite(self, card: DraftActivity, by: PersonId, at: datetime) -> None:
        """Raises: ActivityMoveRefused -- it is under review."""
        if self.state is not RevisionState.DRAFT:
            raise ActivityMoveRefused(revision=self.state)
        self.card, self.proposed_by, self.proposed_at = card, by, at
        self.version += 1

    def submit(self, *, version: int) -> None:
        """Raises: StaleVersion, ActivityMoveRefused."""
        self._move(RevisionState.REVIEW, version)
        self.return_reason = None

    def send_back(self, reason: str, *, version: int) -> None:
        """Raises: StaleVersion, ActivityMoveRefused."""
        self._move(RevisionState.DRAFT, version)
        self.return_reason = reason

    def require_approver(self, caller: Caller, *, version: int) -> None:
        """Let whoever may approve it pass.

        Raises: StaleVersion, ActivityMoveRefused -- it is not under review.
            OwnActivity -- the caller is of the provider, or wrote it.
        """
        if caller.organisation_id == self.provider_id or caller.person == self.proposed_by:
            raise OwnActivity
        self._require_version(version)
        if self.state is not RevisionState.REVIEW:
            raise ActivityMoveRefused(revision=self.state)

    def _move(self, state: RevisionState, version: int) -> None:
        self._require_version(version)
        if state not in MOVES[self.state]:
            raise ActivityMoveRefused(revision=self.state)
        self.state = state
        self.version += 1

    def _require_version(self, version: int) -> None:
        if version != self.version:
            raise StaleVersion(version=self.version)
