"""The saga of an enrolment: what other services have done for it, and what undoes it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from contracts.catalogue import participation as contract
from contracts.catalogue.enrolments import EnrolmentOpened, EnrolmentState
from contracts.credits.planned import ActivityNotPlanned, ActivityPlanned, PlanObstacle
from contracts.notifications.notices import NoticeDelivered
from kernel import clock, inbox, outbox
from kernel.database import Database, Session
from kernel.values import EnrolmentId
from services.catalogue import store, views
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.enrolment import ATTENDING, Enrolment
from services.catalogue.usecases import seating

Step, Outcome = contract.SagaStep, contract.StepOutcome


def note_notice(database: Database, event: NoticeDelivered) -> None:
    """The specialist has been told of the seat. Notices of anything else are none of ours."""
    if event.topic != EnrolmentOpened.type or event.about is None:
        return
    enrolment_id = EnrolmentId(UUID(event.about))
    with database.transaction() as session:
        if inbox.first_time(session, event, "note_notice") and store.enrolments.exists(session, enrolment_id):
            at = clock.now()
            store.participation.note_step(session, enrolment_id, Step.NOTICE, Outcome.DONE, at, reason=None)


def note_planned(database: Database, event: ActivityPlanned) -> None:
    """The enrolment is an item of the specialist's plan."""
    with database.transaction() as session:
        if inbox.first_time(session, event, "note_planned"):
            at = clock.now()
            store.participation.note_step(
                session, event.enrolment_id, Step.PLAN, Outcome.DONE, at, reason=None
            )


def note_not_planned(database: Database, event: ActivityNotPlanned) -> None:
    """It is none. What can earn nothing any more is undone, so that nobody pays for a seat in vain.

    Who has no cycle yet may still learn: that step is left out.
    """
    at = clock.now()
    with database.transaction() as session:
        if not inbox.first_time(session, event, "note_not_planned"):
            return
        if event.obstacle is PlanObstacle.NO_CYCLE:
            store.participation.note_step(
                session, event.enrolment_id, Step.PLAN, Outcome.SKIPPED, at, reason=event.obstacle
            )
            return
        activity, enrolment = seating.own(session, event.enrolment_id, event.person_id)
        if enrolment.state in ATTENDING:
            _undo(session, activity, enrolment, event.obstacle, at)


def _undo(
    session: Session, activity: Activity, enrolment: Enrolment, reason: PlanObstacle, at: datetime
) -> None:
    """Take back every step, the seat first of all."""
    enrolment.move(EnrolmentState.CANCELLED, contract.MoveSource.SUITE)
    session.flush()
    for step in (Step.SEAT, Step.PLAN):
        store.participation.note_step(
            session, enrolment.enrolment_id, step, Outcome.UNDONE, at, reason=reason
        )
    outbox.add(session, views.enrolments.cancelled(enrolment, at))
    seating.release(session, activity, enrolment, at)
