"""An application: checked by rules, recommended on by one person, decided by another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from contracts.admission.applications import (
    ApplicationMoveRefused,
    ApplicationState,
    CheckName,
    CheckVerdict,
    ConflictOfInterest,
    RecommendationKind,
)
from contracts.admission.decisions import DecisionOutcome, DecisionUnsound
from kernel.messages import StaleVersion
from kernel.values import ApplicationId, PersonId, new_id
from services.admission.domain.checks import Answer, Check

State = ApplicationState

MOVES = {
    State.CHECKING: {State.REVIEW, State.WITHDRAWN},
    State.REVIEW: {State.COMMISSION, State.WITHDRAWN},
    # Back to a reviewer, when the one who recommended turns out to be the applicant.
    State.COMMISSION: {State.ADMITTED, State.REFUSED, State.WITHDRAWN, State.REVIEW},
    State.ADMITTED: set[State](),
    State.REFUSED: set[State](),
    State.WITHDRAWN: set[State](),
}
UNDER_WAY = tuple(state for state, moves in MOVES.items() if moves)


@dataclass(eq=False, kw_only=True)
class Application:
    """The aggregate: an application with its checks."""

    application_id: ApplicationId = field(default_factory=lambda: ApplicationId(new_id()))
    number: str
    person_id: PersonId
    kind: str
    speciality: str
    place: str
    starts_on: date
    submitted_at: datetime
    submitted_on: date
    state: ApplicationState = State.CHECKING
    checks: list[Check] = field(default_factory=list)
    recommendation: RecommendationKind | None = None
    reviewer_id: PersonId | None = None
    recommendation_rationale: str | None = None
    recommended_at: datetime | None = None
    version: int = 1

    def expect_version(self, version: int) -> None:
        """Raises: StaleVersion -- the caller has read an older version."""
        if version != self.version:
            raise StaleVersion(read=version, present=self.version)

    @property
    def codes(self) -> tuple[str, ...]:
        """The reasons all checks together give against admission."""
        return tuple(sorted({code for check in self.checks for code in check.codes}))

    def answer_check(self, name: CheckName, answer: Answer, at: datetime) -> bool:
        """Give a check its answer; whether that was the last one missing.

        An answer to a check that the kind does not ask for, or that came before, changes nothing.
        """
        check = next((check for check in self.checks if check.name is name), None)
        if check is None or check.verdict is not CheckVerdict.UNKNOWN or self.state is not State.CHECKING:
            return False
        check.answer(answer.codes, answer.evidence, at)
        if any(check.verdict is CheckVerdict.UNKNOWN for check in self.checks):
            return False
        self._move(State.REVIEW)
        return True

    def recommend(self, kind: RecommendationKind, reviewer: PersonId, rationale: str, at: datetime) -> None:
        """Advise the commission.

        Raises: ConflictOfInterest -- the reviewer is the applicant. ApplicationMoveRefused.
        """
        if reviewer == self.person_id:
            raise ConflictOfInterest(reason="applicant")
        self._move(State.COMMISSION)
        self.recommendation, self.reviewer_id = kind, reviewer
        self.recommendation_rationale, self.recommended_at = rationale, at

    def decide(self, outcome: DecisionOutcome, reasons: tuple[str, ...], member: PersonId) -> None:
        """Take the commission's decision.

        Raises: ConflictOfInterest -- the member is the applicant or the reviewer.
            DecisionUnsound -- a refusal without reasons, an admission with some, or against a failed check.
            ApplicationMoveRefused.
        """
        if member in (self.person_id, self.reviewer_id):
            raise ConflictOfInterest(reason="applicant" if member == self.person_id else "reviewer")
        if outcome is DecisionOutcome.REFUSE:
            self._refuse(reasons)
        else:
            self._admit(reasons)

    def _refuse(self, reasons: tuple[str, ...]) -> None:
        if not reasons:
            raise DecisionUnsound(reasons="required")
        self._move(State.REFUSED)

    def _admit(self, reasons: tuple[str, ...]) -> None:
        if reasons:
            raise DecisionUnsound(reasons="decision.reasons_of_admission")
        if self.codes:
            raise DecisionUnsound(outcome="decision.against_check")
        self._move(State.ADMITTED)

    def pass_to(self, person_id: PersonId) -> bool:
        """Be of the account that the applicant's was merged into. Gives whether it is.

        A recommendation of the applicant is none: the next reviewer takes the application up. Where the
        commission has followed such a one, everything stays as it was, for those who look into it.
        """
        if self.reviewer_id == person_id:
            if self.state in (State.ADMITTED, State.REFUSED):
                return False
            self._lose_recommendation()
        self.person_id = person_id
        return True

    def pass_review_to(self, person_id: PersonId) -> bool:
        """Let a recommendation be of the account that its reviewer's was merged into. Gives whether it is."""
        if self.person_id != person_id:
            self.reviewer_id = person_id
            return True
        if self.state in (State.ADMITTED, State.REFUSED):
            return False
        self._lose_recommendation()
        return True

    def _lose_recommendation(self) -> None:
        if self.state is State.COMMISSION:
            self._move(State.REVIEW)
        self.recommendation = self.reviewer_id = None
        self.recommendation_rationale = self.recommended_at = None

    def withdraw(self) -> None:
        """Raises: ApplicationMoveRefused -- it has been decided."""
        self._move(State.WITHDRAWN)

    def _move(self, to: State) -> None:
        if to not in MOVES[self.state]:
            raise ApplicationMoveRefused(state=self.state, move=to)
        self.state = to
