"""The way of an activity: drafted, submitted, returned or approved, perhaps cancelled."""

from __future__ import annotations

from datetime import datetime

from contracts.catalogue import activities as contract
from contracts.catalogue.lifecycle import GateMove
from kernel import clock, journal, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from services.catalogue import store, views
from services.catalogue.domain import soundness
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.card import Card
from services.catalogue.domain.law import Law
from services.catalogue.usecases import content, seat_contracts, stages


def draft_activity(database: Database, caller: Caller, command: contract.DraftActivity) -> contract.Activity:
    """Write a new card.

    Raises: NotAProvider, ProviderNotActive, ActivityUnsound, UnknownSpeciality.
    """
    at = clock.now()
    activity = Activity.draft(caller, stages.card_of(command))
    with database.transaction() as session:
        card = activity.card = stages.introduced(session, activity.provider_id, activity.card, at)
        store.providers.acting(session, activity.provider_id, at).require_active()
        soundness.check(card, _law(session, card, at), at=at)
        store.activities.add(session, activity)
        journal.record(session, "catalogue.activity.drafted", str(activity.activity_id))
    return views.activities.whole(activity)


def revise_activity(
    database: Database, caller: Caller, command: contract.ReviseActivity
) -> contract.Activity:
    """Write the card of a draft anew.

    Raises: UnknownActivity, NotYourActivity, StaleVersion, ActivityMoveRefused, ActivityUnsound,
        UnknownSpeciality.
    """
    card, at = stages.card_of(command), clock.now()
    with database.transaction() as session:
        activity = store.activities.locked(session, command.activity_id)
        activity.require_owner(caller)
        card = stages.introduced(session, activity.provider_id, card, at)
        soundness.check(card, _law(session, card, at), at=at)
        activity.revise(card, version=command.version)
        journal.record(session, "catalogue.activity.revised", str(activity.activity_id))
    return views.activities.whole(activity)


def submit_activity(database: Database, caller: Caller, command: contract.MoveActivity) -> contract.Activity:
    """Ask for approval.

    Raises: UnknownActivity, NotYourActivity, StaleVersion, ActivityMoveRefused, ProviderNotActive,
        GateNotPassed.
    """
    at = clock.now()
    with database.transaction() as session:
        provider, activity = stages.locked(session, command.activity_id, at)
        activity.require_owner(caller)
        provider.require_active()
        # What the moderators read is what the speakers have declared by now.
        activity.card = stages.introduced(session, activity.provider_id, activity.card, at)
        review_by = store.dictionaries.review_by(session, provider, clock.legal_day(at))
        activity.submit(version=command.version, at=at, review_by=review_by)
        stages.pass_gate(session, GateMove.SUBMISSION, activity, provider, caller, at)
        outbox.add(session, views.activities.submitted(activity, at))
    return views.activities.whole(activity)


def approve_activity(database: Database, caller: Caller, command: contract.MoveActivity) -> contract.Activity:
    """Fix the terms under the next number of the register; publish, unless a pilot is planned.

    Raises: UnknownActivity, OwnActivity, StaleVersion, ActivityMoveRefused, ProviderNotActive,
        GateNotPassed.
    """
    at = clock.now()
    with database.transaction() as session:
        provider, activity = stages.locked(session, command.activity_id, at)
        number = store.activities.next_number(session, clock.legal_day(at).year)
        activity.approve(caller, version=command.version, number=str(number), at=at)
        provider.require_active()
        stages.pass_gate(session, GateMove.APPROVAL, activity, provider, caller, at)
        provider.note_approved()
        store.editions.add(session, activity, caller.person, at)
        content.adopt(session, activity)
        store.seats.provide(session, activity)
        outbox.add_all(session, views.activities.approval(activity, caller.person, at))
    return views.activities.whole(activity)


def return_activity(
    database: Database, caller: Caller, command: contract.ReturnActivity
) -> contract.Activity:
    """Send a card back for correction, with the reason.

    Raises: UnknownActivity, StaleVersion, ActivityMoveRefused.
    """
    at = clock.now()
    with database.transaction() as session:
        provider, activity = stages.locked(session, command.activity_id, at)
        activity.send_back(command.reason, version=command.version)
        provider.note_returned()
        outbox.add(session, views.activities.returned(activity, at))
    return views.activities.whole(activity)


def cancel_activity(database: Database, caller: Caller, command: contract.MoveActivity) -> contract.Activity:
    """Call an activity off, and with it every enrolment not yet decided.

    Raises: UnknownActivity, NotYourActivity, StaleVersion, ActivityMoveRefused.
    """
    at = clock.now()
    with database.transaction() as session:
        provider, activity = stages.locked(session, command.activity_id, at)
        activity.require_owner(caller)
        activity.cancel(version=command.version, at=at)
        stages.pass_gate(session, GateMove.CANCELLATION, activity, provider, caller, at)
        enrolments = store.enrolments.cancel_all(session, activity.activity_id)
        seat_contracts.end_all(session, activity, at)
        outbox.add(session, views.activities.cancelled(activity, at))
        outbox.add_all(session, [views.enrolments.cancelled(enrolment, at) for enrolment in enrolments])
    return views.activities.whole(activity)


def _law(session: Session, card: Card, at: datetime) -> Law:
    """What a card must satisfy that has not begun."""
    return store.dictionaries.law(session, soundness.judged_on(card, clock.legal_day(at)))
