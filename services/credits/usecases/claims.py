"""Claims that arrive by themselves: what the catalogue vouches for."""

from __future__ import annotations

from contracts.catalogue.activities import ActivityApproved
from contracts.catalogue.corrections import CompletionWithdrawn
from contracts.catalogue.dictionaries import NomenclaturePublished
from contracts.catalogue.enrolments import ActivityCompleted
from contracts.catalogue.lifecycle import ActivityPublished, ActivityRetired, ActivitySuspended
from contracts.catalogue.providers import ProviderRestored, ProviderSuspended
from kernel import clock, inbox, mergers
from kernel.database import Database, Session
from kernel.messages import Unavailable
from services.credits.domain.claim import Claim
from services.credits.store import cycles, ledger, nomenclature, quarantine, suspensions
from services.credits.usecases import posting


def post_completed(database: Database, event: ActivityCompleted) -> None:
    """Credit a completed activity; what breaks a rule is quarantined. Repeats are ignored.

    Raises: PolicyMissing -- the event is to be delivered again.
    """
    with database.transaction() as session:
        if inbox.first_time(session, event, "post_completed"):
            suspensions.note_provider(session, event.activity_id, event.provider_id)
            posting.post_or_quarantine(session, _claim(event))


def withdraw_completed(database: Database, event: CompletionWithdrawn) -> None:
    """Reverse what a completion has earned, or forget that it was refused. Repeats are ignored.

    Raises: Unavailable -- the completion itself has not been heard of yet: the event comes again.
    """
    with database.transaction() as session:
        if inbox.first_time(session, event, "withdraw_completed"):
            _withdraw(session, event)


def _withdraw(session: Session, event: CompletionWithdrawn) -> None:
    cycles.lock_person(session, event.person_id)
    entry = ledger.vouched(session, event.person_id, event.enrolment_id)
    waiting = quarantine.vouched(session, event.enrolment_id)
    reason = f"completion withdrawn: {event.reason}"
    if entry is not None:
        posting.take_back(session, entry, actor=None, reason=reason)
        session.flush()  # what was vouched for anew looks for what counts in the database
        # Refused beside what counted: it was vouched for anew, and has overtaken this event.
        if waiting is not None and posting.post_or_quarantine(session, waiting):
            quarantine.settle(session, waiting.claim_id, clock.now())
    elif waiting is not None:
        quarantine.settle(session, waiting.claim_id, clock.now(), is_dropped=True, reason=reason)
    elif not _is_heard(session, event):
        raise Unavailable(reason="completion unheard")


def _is_heard(session: Session, event: CompletionWithdrawn) -> bool:
    """Whether the completion was taken into account, though an operator has ended it since."""
    people = mergers.accounts(session, event.person_id)
    was_posted = ledger.was_vouched(session, people, event.enrolment_id)
    return was_posted or quarantine.was_dropped(session, event.enrolment_id)


def note_designation(database: Database, event: ActivityApproved) -> None:
    """Remember what an activity may earn at most, as approved before its start."""
    with database.transaction() as session:
        if inbox.first_time(session, event, "note_designation"):
            ledger.designate(session, event)
            suspensions.note_provider(session, event.activity_id, event.provider_id)


def note_suspension(database: Database, event: ActivitySuspended | ActivityRetired) -> None:
    """From this day on the activity earns nothing; what was completed before still does."""
    with database.transaction() as session:
        if inbox.first_time(session, event, "note_suspension"):
            suspensions.note(session, event.activity_id, at=event.occurred_at, is_suspended=True)


def lift_suspension(database: Database, event: ActivityPublished) -> None:
    """From this day on the activity earns again."""
    with database.transaction() as session:
        if inbox.first_time(session, event, "lift_suspension"):
            suspensions.note(session, event.activity_id, at=event.occurred_at, is_suspended=False)


def note_nomenclature(database: Database, event: NomenclaturePublished) -> None:
    """From its day on a version says which specialities are in force."""
    with database.transaction() as session:
        if inbox.first_time(session, event, "note_nomenclature"):
            nomenclature.note(session, event)


def note_measure(database: Database, event: ProviderSuspended) -> None:
    """From a day on nothing of the provider earns; what was completed before still does."""
    since = event.suspended_on
    with database.transaction() as session:
        if inbox.first_time(session, event, "note_measure"):
            suspensions.note_measure(
                session, event.provider_id, at=event.occurred_at, since=since, is_suspended=True
            )


def lift_measure(database: Database, event: ProviderRestored) -> None:
    """From this day on the provider's activities earn again."""
    since = clock.legal_day(event.occurred_at)
    with database.transaction() as session:
        if inbox.first_time(session, event, "lift_measure"):
            suspensions.note_measure(
                session, event.provider_id, at=event.occurred_at, since=since, is_suspended=False
            )


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
