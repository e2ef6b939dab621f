"""Offers: which activities a specialist may still take, and when they must be there for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from contracts.catalogue.activities import ActivityKind
from contracts.catalogue.cards import CardDetails
from contracts.catalogue.offers import Slot
from kernel.values import ActivityId
from services.catalogue.domain.card import LIVE


class Carded(Protocol):
    """Whatever has the columns of a card."""

    @property
    def kind(self) -> ActivityKind: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def self_paced(self) -> bool: ...
    @property
    def details(self) -> CardDetails | None: ...


def slots(card: Carded) -> tuple[Slot, ...]:
    """When one must be there: at every session, or from beginning to end of what is live."""
    sessions = card.details.sessions if card.details else ()
    if sessions:
        return tuple(Slot(starts_at=each.starts_at, ends_at=each.ends_at) for each in sessions)
    if card.kind in LIVE and not card.self_paced:
        return (Slot(starts_at=card.starts_at, ends_at=card.ends_at),)
    return ()


def is_open(card: Carded, completed: Collection[ActivityId], at: datetime) -> bool:
    """Whether all of it is yet to come, and the person has completed what it stands on."""
    required: Sequence[ActivityId] = card.details.requires if card.details else ()
    return all(each.starts_at > at for each in slots(card)) and set(required) <= set(completed)
