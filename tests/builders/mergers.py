"""Mergers of accounts, and what is heard of an account that is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contracts.identity.duplicates import PersonMerged
from kernel import clock, mergers
from kernel.database import Database
from kernel.messages import Event
from kernel.values import PersonId


def a_merger(gone: PersonId, into: PersonId) -> PersonMerged:
    return PersonMerged(occurred_at=clock.now(), person_id=into, merged_id=gone)


def hear(database: Database, handler: Callable[[Database, Any], None], event: Event) -> None:
    """Let a use case hear an event as it arrives from the broker: of the account that is kept."""
    with mergers.following(database, event) as meant:
        handler(database, meant)
