"""What enrolments go through, as others see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from contracts.catalogue import participation as contract
from contracts.catalogue.enrolments import EnrolmentState as State
from contracts.catalogue.participation import EnrolmentStatus as Status
from contracts.catalogue.participation import SagaStep as Step
from services.catalogue.domain.enrolment import HOLDING, Enrolment
from services.catalogue.views import enrolments

Outcome = contract.StepOutcome

STATUSES: Mapping[State, Status] = {
    State.DRAFT: Status.DRAFT,
    State.SENT: Status.SENT,
    State.WAITING: Status.SENT,
    State.OFFERED: Status.SENT,
    State.ENROLLED: Status.ACCEPTED,
    State.STUDYING: Status.STUDYING,
    State.COMPLETED: Status.PASSED,
    State.FAILED: Status.FAILED,
    State.REVOKED: Status.FAILED,
    State.CANCELLED: Status.WITHDRAWN,
}


def report(
    record: Any, moves: Sequence[Any], answers: Mapping[Step, Any], *, place: int | None
) -> contract.EnrolmentReport:
    """place: in the line of those who wait."""
    steps = (_seat(record, moves, answers.get(Step.SEAT)), *_answered(answers))
    return contract.EnrolmentReport(
        enrolment=enrolments.enrolment(record),
        status=STATUSES[record.state],
        verdict=record.verdict,
        judged_on=record.judged_on,
        moves=tuple(_move(move) for move in moves),
        steps=steps,
        is_settled=all(step.outcome is not Outcome.PENDING for step in steps),
        place=place,
    )


def offered(enrolment: Enrolment, at: datetime) -> contract.SeatOffered:
    return contract.SeatOffered(
        occurred_at=at,
        enrolment_id=enrolment.enrolment_id,
        person_id=enrolment.person_id,
        activity_id=enrolment.activity_id,
        title=enrolment.title,
        until=enrolment.offered_until or at,
    )


def refused(enrolment: Enrolment, at: datetime) -> contract.EnrolmentRefused:
    return contract.EnrolmentRefused(
        occurred_at=at,
        enrolment_id=enrolment.enrolment_id,
        person_id=enrolment.person_id,
        activity_id=enrolment.activity_id,
        title=enrolment.title,
    )


def begun(enrolments: Iterable[Enrolment], at: datetime) -> list[contract.StudyBegun]:
    return [
        contract.StudyBegun(
            occurred_at=at,
            enrolment_id=enrolment.enrolment_id,
            person_id=enrolment.person_id,
            activity_id=enrolment.activity_id,
        )
        for enrolment in enrolments
    ]


def _move(record: Any) -> contract.EnrolmentMove:
    return contract.EnrolmentMove(
        state=record.state, status=STATUSES[record.state], source=record.moved_by, at=record.at
    )


def _seat(record: Any, moves: Sequence[Any], undone: Any) -> contract.EnrolmentStep:
    """The seat is taken with the enrolment itself; only what undid it is kept apart."""
    if undone is not None:
        return _step(Step.SEAT, undone)
    taken = [move.at for move in moves if move.state in HOLDING]
    if record.state is State.CANCELLED:
        return contract.EnrolmentStep(step=Step.SEAT, outcome=Outcome.UNDONE, reason=None, at=moves[-1].at)
    outcome = Outcome.DONE if taken else Outcome.PENDING
    return contract.EnrolmentStep(
        step=Step.SEAT, outcome=outcome, reason=None, at=taken[0] if taken else None
    )


def _answered(answers: Mapping[Step, Any]) -> list[contract.EnrolmentStep]:
    """What other services do for an enrolment."""
    return [_step(step, answers.get(step)) for step in (Step.PLAN, Step.NOTICE)]


def _step(step: Step, answer: Any) -> contract.EnrolmentStep:
    if answer is None:
        return contract.EnrolmentStep(step=step, outcome=Outcome.PENDING, reason=None, at=None)
    return contract.EnrolmentStep(step=step, outcome=answer.outcome, reason=answer.reason, at=answer.at)
