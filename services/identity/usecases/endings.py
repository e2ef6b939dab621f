"""How sessions end."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kernel import outbox
from kernel.database import Session
from kernel.values import PersonId
from services.identity import views
from services.identity.domain.sessions import Ending, UserSession
from services.identity.store import sessions as store


def end(session: Session, opened: UserSession, ending: Ending, now: datetime) -> None:
    announce(session, opened, opened.end(ending, now), now)


def announce(session: Session, opened: UserSession, ending: Ending, now: datetime) -> None:
    """Tell that a session has ended."""
    outbox.add(session, views.session_revoked(opened, ending, now))


def end_all(
    session: Session, person_id: PersonId, ending: Ending, now: datetime, *, but: UUID | None = None
) -> None:
    """but: the session that goes on, if any does."""
    for opened in store.lasting(session, person_id):
        if opened.session_id != but:
            end(session, opened, ending, now)
