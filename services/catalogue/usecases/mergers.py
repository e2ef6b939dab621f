"""Two accounts were one person's: seats, places in line and reviews of the one are the other's now."""

from __future__ import annotations

from datetime import datetime

from contracts.identity.duplicates import PersonMerged
from kernel import clock, journal, mergers, outbox
from kernel.database import Database, Session
from kernel.values import ActivityId, PersonId
from services.catalogue import store, views
from services.catalogue.domain import merging
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.usecases import seating


def follow_merger(database: Database, event: PersonMerged) -> None:
    """Pass everything on, in one transaction. Repeats are ignored.

    Where both are enrolled in one activity, the enrolment that is further stays; the other gives its seat,
    its place in line and what it would have cost back.
    """
    gone_id, at = event.merged_id, clock.now()
    with database.transaction() as session:
        kept_id = mergers.note(session, gone_id, event.person_id, event.occurred_at)
        if kept_id is None:
            return
        enrolments = store.mergers.activities_of(session, gone_id)
        given_up = sum(_unite(session, each, kept_id, gone_id, at) for each in enrolments)
        store.mergers.settle_second_reviews(session, kept_id, gone_id, reason=merging.TWICE, at=at)
        store.mergers.pass_on(session, gone_id, kept_id)
        counts = {"enrolments": len(enrolments), "given_up": given_up}
        journal.record(session, "catalogue.person.merged", str(kept_id), merged_id=str(gone_id), **counts)


def _unite(
    session: Session, activity_id: ActivityId, kept_id: PersonId, gone_id: PersonId, at: datetime
) -> bool:
    """Let the kept account have the enrolment. Gives whether one of two was given up."""
    activity = store.activities.held(session, activity_id)
    both = store.mergers.both(session, activity_id, kept_id, gone_id)
    if kept_id not in both:
        both[gone_id].person_id = kept_id
        session.flush()
        return False
    stays, other = merging.further(both[kept_id], both[gone_id])
    if stays.person_id == gone_id:
        store.mergers.exchange(session, stays, other)
    return _give_up(session, activity, stays, other, at)


def _give_up(session: Session, activity: Activity, stays: Enrolment, other: Enrolment, at: datetime) -> bool:
    held = other.is_holding
    if not merging.give_up(other):
        return False  # what was decided stays as it is told
    session.flush()
    store.mergers.supersede(session, other.enrolment_id, stays.enrolment_id)
    outbox.add(session, views.enrolments.cancelled(other, at, superseded_by=stays.enrolment_id))
    if held:
        seating.release(session, activity, other, at)
    return True
