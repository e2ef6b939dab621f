"""Claims that arrive by themselves: what the catalogue vouches for."""

from __future__ import annotations

from contracts.catalogue.activities import ActivityApproved
from contracts.catalogue.enrolments import ActivityCompleted
from kernel import inbox
from kernel.database import Database
from services.credits.domain.claim import Claim
from services.credits.store import ledger
from services.credits.usecases import posting


def post_completed(database: Database, event: ActivityCompleted) -> None:
    """Credit a completed activity; what breaks a rule is quarantined. Repeats are ignored.

    Raises: PolicyMissing -- the event is to be delivered again.
    """
    with database.transaction() as session:
        if inbox.first_time(session, event, "post_completed"):
            posting.post_or_quarantine(session, _claim(event))


def note_designation(database: Database, event: ActivityApproved) -> None:
    """Remember what an activity may earn at most, as approved before its start."""
    with database.transaction() as session:
        if inbox.first_time(session, event, "note_designation"):
            ledger.designate(session, event.activity_id, event.activity_version, event.credits)


def _claim(event: ActivityCompleted) -> Claim:
    return Claim(
        person_id=event.person_id,
        speciality=event.speciality,
        activity_id=event.activity_id,
        activity_version=event.activity_version,
        activity_number=event.activity_number,
        kind=event.kind,
        title=event.title,
        credits=event.credits,
        completed_on=event.completed_on,
        enrolment_id=event.enrolment_id,
    )
