"""A remark on an activity in its pilot, and what its provider answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contracts.catalogue.activities import ActivityState
from contracts.catalogue.remarks import MakeRemark, NoPilot, NotRevised, RemarkAnswer, RemarkId, RemarkSettled
from kernel.values import ActivityId, PersonId, new_id
from services.catalogue.domain.activity import Activity


@dataclass(eq=False, kw_only=True)
class Remark:
    """version: the edition that it is about. made_by: told to nobody."""

    remark_id: RemarkId
    activity_id: ActivityId
    version: int
    made_by: PersonId
    text: str
    rating: int | None
    made_at: datetime
    answer: RemarkAnswer | None = None
    reason: str | None = None
    answered_at: datetime | None = None

    @classmethod
    def make(
        cls, command: MakeRemark, activity: Activity, version: int, by: PersonId, at: datetime
    ) -> Remark:
        """version: the one enrolled for. Raises: NoPilot."""
        if activity.state is not ActivityState.PILOT:
            raise NoPilot(state=activity.state)
        return cls(
            remark_id=RemarkId(new_id()),
            activity_id=activity.activity_id,
            version=version,
            made_by=by,
            text=command.text,
            rating=command.rating,
            made_at=at,
        )

    def settle(self, answer: RemarkAnswer, reason: str, activity: Activity, at: datetime) -> None:
        """Answer it, once.

        Raises: RemarkSettled. NotRevised -- it is said to be taken up, and no edition was approved since.
        """
        if self.answer is not None:
            raise RemarkSettled(answer=self.answer)
        if answer is RemarkAnswer.REVISED and (activity.terms_version or 0) <= self.version:
            raise NotRevised(version=self.version)
        self.answer, self.reason, self.answered_at = answer, reason, at
