"""The saga of an enrolment: what other services have done for it, and what undoes it."""

from __future__ import annotations

from uuid import UUID

from contracts.catalogue import participation as contract
from contracts.catalogue.enrolments import EnrolmentOpened
from contracts.notifications.notices import NoticeDelivered
from kernel import clock, inbox
from kernel.database import Database
from kernel.values import EnrolmentId
from services.catalogue import store

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
