"""The saga of an enrolment: what other services do for it, and what undoes it."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.catalogue.enrolments import (
    Enrol,
    Enrolment,
    EnrolmentOpened,
    EnrolmentState,
)
from contracts.catalogue.participation import (
    EnrolmentReport,
    EnrolmentStatus,
    MoveSource,
    ReadEnrolment,
    SagaStep,
    StepOutcome,
)
from contracts.credits.planned import ActivityNotPlanned, ActivityPlanned, PlanObstacle
from contracts.notifications.notices import NoticeDelivered
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import CycleId, new_id
from services.catalogue.usecases import enrolments, participation, sagas
from tests.builders.catalogue import NOW, THERAPY, a_specialist
from tests.integration.catalogue.journeys import a_publication, enrolled
from tests.integration.catalogue.outbox import announced

State, Source, Status = EnrolmentState, MoveSource, EnrolmentStatus


def report(database: Database, person: Caller, enrolment: Enrolment) -> EnrolmentReport:
    query = ReadEnrolment(enrolment_id=enrolment.enrolment_id)
    return participation.read_enrolment(database, person, query)


def noticed(enrolment: Enrolment, **told: Any) -> NoticeDelivered:
    facts: dict[str, Any] = {
        "occurred_at": NOW,
        "notice_id": new_id(),
        "person_id": enrolment.person_id,
        "topic": EnrolmentOpened.type,
        "channel": "in_app",
        "about": str(enrolment.enrolment_id),
    }
    return NoticeDelivered(**facts | told)


def test_the_saga_notes_that_the_specialist_was_told(database: Database) -> None:
    person = a_specialist()
    enrolment = enrolled(database, a_publication(database), person=person)
    event = noticed(enrolment)

    for _ in range(2):
        sagas.note_notice(database, event)

    steps = {step.step: step.outcome for step in report(database, person, enrolment).steps}
    assert (steps[SagaStep.SEAT], steps[SagaStep.NOTICE]) == (StepOutcome.DONE, StepOutcome.DONE)


@pytest.mark.parametrize("told", [{"topic": "ru.nmo.credits.entry.posted.v1"}, {"about": str(new_id())}])
def test_notices_of_anything_else_are_none_of_the_saga(database: Database, told: dict[str, Any]) -> None:
    person = a_specialist()
    enrolment = enrolled(database, a_publication(database), person=person)

    sagas.note_notice(database, noticed(enrolment, **told))

    steps = {step.step: step.outcome for step in report(database, person, enrolment).steps}
    assert steps[SagaStep.NOTICE] is StepOutcome.PENDING


def answered(enrolment: Enrolment, obstacle: PlanObstacle | None) -> ActivityPlanned | ActivityNotPlanned:
    """What credits says to an enrolment."""
    facts: dict[str, Any] = {
        "occurred_at": NOW,
        "enrolment_id": enrolment.enrolment_id,
        "person_id": enrolment.person_id,
        "activity_id": enrolment.activity_id,
    }
    if obstacle is None:
        return ActivityPlanned(cycle_id=CycleId(new_id()), **facts)
    return ActivityNotPlanned(obstacle=obstacle, **facts)


def hear(database: Database, answer: ActivityPlanned | ActivityNotPlanned) -> None:
    if isinstance(answer, ActivityPlanned):
        sagas.note_planned(database, answer)
    else:
        sagas.note_not_planned(database, answer)


def test_the_saga_is_settled_once_every_service_has_answered(database: Database) -> None:
    person = a_specialist()
    enrolment = enrolled(database, a_publication(database), person=person)

    sagas.note_notice(database, noticed(enrolment))
    assert not report(database, person, enrolment).is_settled
    hear(database, answered(enrolment, None))

    assert report(database, person, enrolment).is_settled


def test_who_has_no_cycle_may_learn_all_the_same(database: Database) -> None:
    person = a_specialist()
    enrolment = enrolled(database, a_publication(database), person=person)

    hear(database, answered(enrolment, PlanObstacle.NO_CYCLE))

    told = report(database, person, enrolment)
    assert told.status is Status.ACCEPTED
    assert [step.outcome for step in told.steps] == [
        StepOutcome.DONE,
        StepOutcome.SKIPPED,
        StepOutcome.PENDING,
    ]


def test_what_can_earn_nothing_is_undone_and_the_seat_goes_to_the_next(database: Database) -> None:
    activity, person, next_one = a_publication(database, capacity=1), a_specialist(), a_specialist()
    enrolment = enrolled(database, activity, person=person)
    wish = Enrol(activity_id=activity.activity_id, speciality=THERAPY, wait=True)
    waiting = enrolments.enrol(database, next_one, wish)
    answer = answered(enrolment, PlanObstacle.ALREADY_CREDITED)

    for _ in range(2):
        hear(database, answer)

    told = report(database, person, enrolment)
    assert (told.status, told.moves[-1].source) == (Status.WITHDRAWN, Source.SUITE)
    assert [(step.step, step.outcome, step.reason) for step in told.steps[:2]] == [
        (SagaStep.SEAT, StepOutcome.UNDONE, "already_credited"),
        (SagaStep.PLAN, StepOutcome.UNDONE, "already_credited"),
    ]
    assert len(announced(database, "catalogue.enrolment.cancelled")) == 1
    assert report(database, next_one, waiting).enrolment.state is State.OFFERED


def test_a_wish_anew_begins_its_saga_anew(database: Database) -> None:
    activity, person = a_publication(database), a_specialist()
    enrolment = enrolled(database, activity, person=person)
    hear(database, answered(enrolment, PlanObstacle.ALREADY_CREDITED))

    enrolled(database, activity, person=person)

    outcomes = [step.outcome for step in report(database, person, enrolment).steps]
    assert outcomes == [StepOutcome.DONE, StepOutcome.PENDING, StepOutcome.PENDING]
