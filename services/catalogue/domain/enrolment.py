"""An enrolment: one person's seat in one activity, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from contracts.catalogue.enrolments import (
    AttendanceRow,
    CompletionSource,
    EnrolmentClosed,
    EnrolmentState,
)
from kernel.values import ActivityId, Credits, EnrolmentId, PersonId, new_id
from services.catalogue.domain.activity import Activity

MOVES: dict[EnrolmentState, frozenset[EnrolmentState]] = {
    EnrolmentState.ENROLLED: frozenset(
        {EnrolmentState.COMPLETED, EnrolmentState.FAILED, EnrolmentState.CANCELLED}
    ),
    EnrolmentState.COMPLETED: frozenset({EnrolmentState.REVOKED}),
    # The provider may correct its report; the specialist may think again.
    EnrolmentState.FAILED: frozenset({EnrolmentState.COMPLETED, EnrolmentState.FAILED}),
    EnrolmentState.CANCELLED: frozenset({EnrolmentState.ENROLLED}),
    EnrolmentState.REVOKED: frozenset({EnrolmentState.COMPLETED, EnrolmentState.FAILED}),
}

# Whoever was there took a seat, whatever came of it.
HOLDING = frozenset(EnrolmentState) - {EnrolmentState.CANCELLED}


def leading_to(state: EnrolmentState) -> list[EnrolmentState]:
    """The states from which an enrolment may move to `state`."""
    return [source for source, targets in MOVES.items() if state in targets]


@dataclass(eq=False, kw_only=True)
class Enrolment:
    """title, credits: as in the version of the activity enrolled for.

    source, reported_at: how and when the provider vouched, or said that it was not enough.
    """

    enrolment_id: EnrolmentId
    activity_id: ActivityId
    activity_version: int
    person_id: PersonId
    speciality: str
    title: str
    credits: Credits
    enrolled_at: datetime
    state: EnrolmentState = EnrolmentState.ENROLLED
    completed_on: date | None = None
    minutes: int | None = None
    checks_passed: int | None = None
    source: CompletionSource | None = None
    reported_at: datetime | None = None

    @classmethod
    def open(cls, activity: Activity, person_id: PersonId, speciality: str, at: datetime) -> Enrolment:
        """Enrol `person_id` in `activity` as it stands.

        Raises: UnknownActivity, EnrolmentClosed, SpecialityNotCovered.
        """
        activity.require_open(at, speciality)
        return cls(
            enrolment_id=EnrolmentId(new_id()),
            activity_id=activity.activity_id,
            activity_version=activity.terms_version or activity.version,
            person_id=person_id,
            speciality=speciality,
            title=activity.card.title,
            credits=activity.card.credits,
            enrolled_at=at,
        )

    def cancel(self, activity: Activity, at: datetime) -> None:
        """Give the seat back. Raises: EnrolmentClosed -- it is decided already, or the activity is over."""
        if EnrolmentState.CANCELLED not in MOVES[self.state] or at >= activity.card.ends_at:
            raise EnrolmentClosed(state=self.state)
        self.state = EnrolmentState.CANCELLED

    def complete(self, report: AttendanceRow, source: CompletionSource, at: datetime) -> None:
        """Note that the specialist was present enough. Raises: EnrolmentClosed -- it is decided already."""
        self._decide(EnrolmentState.COMPLETED, report, source, at)
        self.completed_on = report.attended_on

    def fail(self, report: AttendanceRow, source: CompletionSource, at: datetime) -> None:
        """Note that the specialist was present, but not enough. Raises: EnrolmentClosed."""
        self._decide(EnrolmentState.FAILED, report, source, at)

    def revoke(self) -> None:
        """Vouch no longer for what was completed. Raises: EnrolmentClosed -- it is not."""
        if EnrolmentState.REVOKED not in MOVES[self.state]:
            raise EnrolmentClosed(state=self.state)
        self.state, self.completed_on = EnrolmentState.REVOKED, None

    def standing_rule(self, window: timedelta, at: datetime) -> str | None:
        """The rule by which what was reported stands for good; none while it may be taken back.

        window: for how long after the report.
        """
        if self.state is not EnrolmentState.COMPLETED:
            return "correction.not_completed"
        if self.reported_at is None or at > self.reported_at + window:
            return "correction.too_late"
        return None

    def _decide(
        self, state: EnrolmentState, report: AttendanceRow, source: CompletionSource, at: datetime
    ) -> None:
        if state not in MOVES[self.state]:
            raise EnrolmentClosed(state=self.state)
        self.state = state
        self.minutes, self.checks_passed = report.minutes, report.checks_passed
        self.source, self.reported_at = source, at
