"""The way of an activity: drafted, submitted, returned or approved, perhaps cancelled."""

from __future__ import annotations

from datetime import datetime

from contracts.catalogue import activities as contract
from kernel import clock, journal, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.values import ActivityId
from services.catalogue import store, views
from services.catalogue.domain import soundness
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.card import Card
from services.catalogue.domain.provider import Provider


def draft_activity(database: Database, caller: Caller, command: contract.DraftActivity) -> contract.Activity:
    """Write a new card.

    Raises: NotAProvider, ProviderNotActive, ActivityUnsound, UnknownSpeciality.
    """
    card, at = _card(command), clock.now()
    activity = Activity.draft(caller, card)
    with database.transaction() as session:
        store.providers.acting(session, activity.provider_id, at).require_active()
        soundness.check(card, store.dictionaries.law(session, card.starts_on), at=at)
        store.activities.add(session, activity)
        journal.record(session, "catalogue.activity.drafted", str(activity.activity_id))
    return views.activities.card(activity, taken=None)


def revise_activity(
    database: Database, caller: Caller, command: contract.ReviseActivity
) -> contract.Activity:
    """Write the card of a draft anew.

    Raises: UnknownActivity, NotYourActivity, StaleVersion, ActivityMoveRefused, ActivityUnsound,
        UnknownSpeciality.
    """
    card = _card(command)
    with database.transaction() as session:
        activity = store.activities.locked(session, command.activity_id)
        activity.require_owner(caller)
        soundness.check(card, store.dictionaries.law(session, card.starts_on), at=clock.now())
        activity.revise(card, version=command.version)
        journal.record(session, "catalogue.activity.revised", str(activity.activity_id))
    return views.activities.card(activity, taken=None)


def submit_activity(database: Database, caller: Caller, command: contract.MoveActivity) -> contract.Activity:
    """Ask for approval.

    Raises: UnknownActivity, NotYourActivity, StaleVersion, ActivityMoveRefused, ProviderNotActive.
    """
    at = clock.now()
    with database.transaction() as session:
        provider = _provider(session, command.activity_id, at)
        activity = store.activities.locked(session, command.activity_id)
        activity.require_owner(caller)
        provider.require_active()
        activity.submit(version=command.version, at=at)
        outbox.add(session, views.activities.submitted(activity, at))
    return views.activities.card(activity, taken=None)


def approve_activity(database: Database, caller: Caller, command: contract.MoveActivity) -> contract.Activity:
    """Publish, under the next number of the register.

    Raises: UnknownActivity, OwnActivity, StaleVersion, ActivityMoveRefused, ProviderNotActive.
    """
    at = clock.now()
    with database.transaction() as session:
        provider = _provider(session, command.activity_id, at)
        activity = store.activities.locked(session, command.activity_id)
        number = store.activities.next_number(session, clock.legal_day(at).year)
        activity.approve(caller, version=command.version, number=str(number), at=at)
        provider.require_active()
        provider.note_approved()
        store.seats.provide(session, activity)
        outbox.add(session, views.activities.approved(activity, caller.person, at))
    return views.activities.card(activity, taken=None)


def return_activity(
    database: Database, caller: Caller, command: contract.ReturnActivity
) -> contract.Activity:
    """Send a card back for correction, with the reason.

    Raises: UnknownActivity, StaleVersion, ActivityMoveRefused.
    """
    at = clock.now()
    with database.transaction() as session:
        provider = _provider(session, command.activity_id, at)
        activity = store.activities.locked(session, command.activity_id)
        activity.send_back(command.reason, version=command.version)
        provider.note_returned()
        outbox.add(session, views.activities.returned(activity, at))
    return views.activities.card(activity, taken=None)


def cancel_activity(database: Database, caller: Caller, command: contract.MoveActivity) -> contract.Activity:
    """Call an activity off, and with it every enrolment not yet decided.

    Raises: UnknownActivity, NotYourActivity, StaleVersion, ActivityMoveRefused.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = store.activities.locked(session, command.activity_id)
        activity.require_owner(caller)
        activity.cancel(version=command.version, at=at)
        enrolments = store.enrolments.cancel_all(session, activity.activity_id)
        outbox.add(session, views.activities.cancelled(activity, at))
        outbox.add_all(session, [views.enrolments.cancelled(enrolment, at) for enrolment in enrolments])
    return views.activities.card(activity, taken=None)


def _card(command: contract.DraftActivity) -> Card:
    starts_on, ends_on = clock.legal_day(command.starts_at), clock.legal_day(command.ends_at)
    return Card.of(command, starts_on=starts_on, ends_on=ends_on)


def _provider(session: Session, activity_id: ActivityId, at: datetime) -> Provider:
    """The provider of an activity, locked: always before the activity, as a measure locks both.

    Raises: UnknownActivity.
    """
    provider_id = store.activities.provider_of(session, activity_id)
    store.providers.enter(session, provider_id, at)
    return store.providers.locked(session, provider_id)
