"""How the card of an approved activity is revised, and what it said before."""

from __future__ import annotations

from datetime import datetime

from contracts.catalogue import activities as activity_contract
from contracts.catalogue import editions as contract
from kernel import clock, journal, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from services.catalogue import store, views
from services.catalogue.domain import soundness, speaker
from services.catalogue.domain.activity import Activity, is_managed, is_visible
from services.catalogue.domain.card import Card
from services.catalogue.domain.revision import Revision
from services.catalogue.usecases import content, stages


def propose_revision(
    database: Database, caller: Caller, command: contract.ProposeRevision
) -> contract.Revision:
    """Write the next edition of an approved card.

    Raises: UnknownActivity, NotYourActivity, StaleVersion, ActivityMoveRefused, ProviderNotActive,
        ActivityUnsound, UnknownSpeciality.
    """
    card, at = stages.card_of(command), clock.now()
    with database.transaction() as session:
        provider, activity = stages.locked(session, command.activity_id, at)
        activity.require_owner(caller)
        provider.require_active()
        activity.require_revisable(version=command.version)
        card = stages.introduced(session, activity.provider_id, card, at)
        _require_sound(session, card, activity, at)
        revision = _written(session, activity, card, caller, at)
        journal.record(session, "catalogue.revision.proposed", str(command.activity_id))
    return views.editions.revision(revision)


def submit_revision(
    database: Database, caller: Caller, command: activity_contract.MoveActivity
) -> contract.Revision:
    """Ask for a new edition to be approved. version: of the revision.

    Raises: UnknownActivity, NotYourActivity, NoRevision, StaleVersion, ActivityMoveRefused,
        ProviderNotActive.
    """
    at = clock.now()
    with database.transaction() as session:
        provider, activity = stages.locked(session, command.activity_id, at)
        activity.require_owner(caller)
        provider.require_active()
        revision = store.editions.revision(session, command.activity_id)
        revision.card = _introduced(session, revision, at)
        revision.submit(version=command.version)
        outbox.add(session, views.editions.submitted(activity, at))
    return views.editions.revision(revision)


def approve_revision(
    database: Database, caller: Caller, command: activity_contract.MoveActivity
) -> activity_contract.Activity:
    """Let a new edition be in force; who is enrolled keeps the terms of theirs. version: of the revision.

    Raises: UnknownActivity, NoRevision, OwnActivity, StaleVersion, ActivityMoveRefused,
        ProviderNotActive, ActivityUnsound, UnknownSpeciality.
    """
    at = clock.now()
    with database.transaction() as session:
        provider, activity = stages.locked(session, command.activity_id, at)
        revision = store.editions.revision(session, command.activity_id)
        revision.require_approver(caller, version=command.version)
        provider.require_active()
        card = stages.card_of(revision.card)
        _require_sound(session, card, activity, at)
        activity.adopt(card)
        store.editions.add(session, activity, caller.person, at)
        content.adopt(session, activity)
        store.editions.settle(session, revision)
        store.seats.provide(session, activity)
        store.listings.relist(session, activity.activity_id)
        outbox.add(session, views.activities.approved(activity, caller.person, at))
    return views.activities.whole(activity)


def return_revision(
    database: Database, caller: Caller, command: activity_contract.ReturnActivity
) -> contract.Revision:
    """Send a new edition back for correction. version: of the revision.

    Raises: UnknownActivity, NoRevision, StaleVersion, ActivityMoveRefused.
    """
    at = clock.now()
    with database.transaction() as session:
        provider, activity = stages.locked(session, command.activity_id, at)
        revision = store.editions.revision(session, command.activity_id)
        revision.send_back(command.reason, version=command.version)
        provider.note_returned()
        outbox.add(session, views.editions.returned(activity, at))
    return views.editions.revision(revision)


def read_revision(database: Database, caller: Caller, query: contract.ReadRevision) -> contract.Revision:
    """The edition that is to come.

    Raises: UnknownActivity -- it is neither the caller's nor theirs to moderate. NoRevision.
    """
    with database.reading() as session:
        activity = store.activities.of(session, query.activity_id)
        if not is_managed(activity.provider_id, caller):
            raise activity_contract.UnknownActivity(activity_id=query.activity_id)
        return views.editions.revision(store.editions.revision(session, query.activity_id))


def list_editions(database: Database, caller: Caller, query: contract.ListEditions) -> contract.Editions:
    """Every card that was approved, the newest first.

    Raises: UnknownActivity -- there is none that the caller may know of.
    """
    with database.reading() as session:
        activity = store.activities.of(session, query.activity_id)
        if not is_visible(activity.state, activity.provider_id, caller):
            raise activity_contract.UnknownActivity(activity_id=query.activity_id)
        return views.editions.editions(query.activity_id, store.editions.of(session, query.activity_id))


def _require_sound(session: Session, card: Card, activity: Activity, at: datetime) -> None:
    day = soundness.judged_on(card, clock.legal_day(at), activity.card)
    law = store.dictionaries.law(session, day)
    soundness.check(card, law, at=at, former=activity.card)
    named, today = card.told.speakers, clock.legal_day(at)
    known = store.speakers.of_card(session, activity.provider_id, named)
    days = store.dictionaries.in_force(session, today).whole(speaker.VALID_DAYS)
    if speaker.undisclosed(named, known, card.ends_on, days=days):
        raise activity_contract.ActivityUnsound({"details.speakers": "speakers.undisclosed"})
    if speaker.outdated(named, known, today):
        raise activity_contract.ActivityUnsound({"details.speakers": "speakers.current"})


def _introduced(session: Session, revision: Revision, at: datetime) -> activity_contract.DraftActivity:
    """What the moderators read: in the words that its speakers have declared by now."""
    card = stages.card_of(revision.card)
    return stages.introduced(session, revision.provider_id, card, at).draft


def _written(session: Session, activity: Activity, card: Card, caller: Caller, at: datetime) -> Revision:
    """The revision proposed before, written anew, or a new one. Raises: ActivityMoveRefused."""
    revision = store.editions.proposed(session, activity.activity_id)
    if revision is not None:
        revision.rewrite(card.draft, caller.person, at)
        return revision
    revision = Revision(
        activity_id=activity.activity_id,
        provider_id=activity.provider_id,
        card=card.draft,
        proposed_by=caller.person,
        proposed_at=at,
    )
    store.editions.propose(session, revision)
    return revision
