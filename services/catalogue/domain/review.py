"""A review: what somebody who attended says, and whether others may read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from contracts.catalogue.enrolments import EnrolmentState
from contracts.catalogue.reviews import NotAttended, ReviewId, ReviewSettled, ReviewState
from kernel.messages import StaleVersion
from kernel.values import ActivityId, EnrolmentId, PersonId, new_id
from services.catalogue.domain.enrolment import Enrolment

# The provider has vouched that they were there, whatever came of it.
ATTENDED = frozenset({EnrolmentState.COMPLETED, EnrolmentState.FAILED})


def attended(enrolment: Enrolment | None) -> Enrolment:
    """The enrolment of somebody who attended. Raises: NotAttended."""
    if enrolment is None or enrolment.state not in ATTENDED:
        raise NotAttended(state=enrolment.state if enrolment else "")
    return enrolment


@dataclass(eq=False, kw_only=True)
class Review:
    """One for each enrolment. rating: 1 to 5."""

    review_id: ReviewId = field(default_factory=lambda: ReviewId(new_id()))
    activity_id: ActivityId
    enrolment_id: EnrolmentId
    person_id: PersonId
    rating: int
    text: str | None
    written_at: datetime
    state: ReviewState = ReviewState.PENDING
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    version: int = 1

    @classmethod
    def write(cls, enrolment: Enrolment, rating: int, text: str | None, at: datetime) -> Review:
        return cls(
            activity_id=enrolment.activity_id,
            enrolment_id=enrolment.enrolment_id,
            person_id=enrolment.person_id,
            rating=rating,
            text=text,
            written_at=at,
        )

    def rewrite(self, rating: int, text: str | None, at: datetime) -> None:
        """Say something else; a moderator is to read it anew."""
        self.rating, self.text, self.written_at = rating, text, at
        self.state, self.decided_by, self.decided_at, self.reason = ReviewState.PENDING, None, None, None
        self.version += 1

    def publish(self, by: PersonId, at: datetime, *, version: int) -> None:
        """Raises: StaleVersion, ReviewSettled."""
        self._decide(ReviewState.PUBLISHED, by, at, version)

    def reject(self, by: PersonId, at: datetime, reason: str, *, version: int) -> None:
        """Raises: StaleVersion, ReviewSettled."""
        self._decide(ReviewState.REJECTED, by, at, version)
        self.reason = reason

    def _decide(self, state: ReviewState, by: PersonId, at: datetime, version: int) -> None:
        if version != self.version:
            raise StaleVersion(version=self.version)
        if self.state is not ReviewState.PENDING:
            raise ReviewSettled(state=self.state)
        self.state, self.decided_by, self.decided_at = state, by, at
        self.version += 1
