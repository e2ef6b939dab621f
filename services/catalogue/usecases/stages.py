"""What every move of an activity has in common: two locks, one gate, one record."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from contracts.catalogue.activities import DraftActivity
from contracts.catalogue.lifecycle import GateMove
from kernel import clock
from kernel.database import Session
from kernel.messages import Caller
from kernel.values import ActivityId, OrganisationId
from services.catalogue import store
from services.catalogue.domain import gates, speaker
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.card import Card
from services.catalogue.domain.provider import Provider


def locked(session: Session, activity_id: ActivityId, at: datetime) -> tuple[Provider, Activity]:
    """The provider and its activity, locked in this order, as a measure locks them.

    Raises: UnknownActivity.
    """
    provider_id = store.activities.provider_of(session, activity_id)
    store.providers.enter(session, provider_id, at)
    provider = store.providers.locked(session, provider_id)
    return provider, store.activities.locked(session, activity_id)


def pass_gate(
    session: Session, move: GateMove, activity: Activity, provider: Provider, caller: Caller, at: datetime
) -> None:
    """Hold a move that the activity has made against its gate, keep the checklist, and let all see it.

    Raises: GateNotPassed.
    """
    dossier = store.lifecycle.dossier(session, activity, provider, at)
    items = gates.pass_through(move, dossier)
    store.lifecycle.note_move(session, activity, move, items, by=caller.person, at=at)
    if activity.is_public:
        store.listings.relist(session, activity.activity_id)


def introduced(session: Session, provider_id: OrganisationId, card: Card, at: datetime) -> Card:
    """The card, whose speakers of the provider's register are named in the words of the register.

    Raises: ActivityUnsound -- a speaker is not of the register.
    """
    if card.details is None or not card.details.speakers:
        return card
    known = store.speakers.of_card(session, provider_id, card.details.speakers)
    named = speaker.introduced(card.details.speakers, known, clock.legal_day(at))
    return replace(card, details=replace(card.details, speakers=named))


def card_of(draft: DraftActivity) -> Card:
    """A card with its legal days."""
    starts_on, ends_on = clock.legal_day(draft.starts_at), clock.legal_day(draft.ends_at)
    return Card.of(draft, starts_on=starts_on, ends_on=ends_on)
