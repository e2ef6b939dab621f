"""Suspecting that two accounts are of one person, inside somebody's transaction."""

from __future__ import annotations

from datetime import datetime

from kernel import outbox
from kernel.database import Session
from kernel.values import PersonId, new_id
from services.identity.domain.duplicates import SuspectedDuplicate
from services.identity.store import duplicates as store
from services.identity.views import duplicates as views


def suspect(session: Session, one: PersonId, other: PersonId, field: str, now: datetime) -> None:
    """Announce, once, that two accounts may be of one person. field: what they share."""
    first, second = sorted((one, other))
    suspected = SuspectedDuplicate(
        duplicate_id=new_id(), person_id=first, other_id=second, field=field, found_at=now
    )
    if store.add(session, suspected):
        outbox.add(session, views.found(suspected))
