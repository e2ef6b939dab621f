"""Remembering from where people log in, and telling them of what is unlike before."""

from __future__ import annotations

from datetime import datetime

from kernel import journal, outbox
from kernel.database import Session
from kernel.messages import Caller
from services.identity import views
from services.identity.domain import sign_ins as rules
from services.identity.domain.sessions import UserSession
from services.identity.domain.sign_ins import Sign
from services.identity.store import law
from services.identity.store import sign_ins as store


def remember(session: Session, caller: Caller, opened: UserSession, now: datetime) -> None:
    """Compare a log-in with those before; each sign is a line of the journal, and the person is told once."""
    origin, person_id = caller.origin, opened.person_id
    if origin is None:
        return
    travel = law.in_force(session, now).travel
    before = store.of_person(session, person_id, now - travel.remembered)
    named = {place for place in (origin.place, *(each.place for each in before)) if place}
    made = rules.journey(before, origin, store.points(session, named), now)
    signs = rules.unlike(before, origin, made, travel)
    store.remember(session, person_id, origin, now)
    for sign in signs:
        evidence = made if sign is Sign.IMPOSSIBLE_TRAVEL else None
        said = {name: str(value) for name, value in vars(evidence).items()} if evidence else {}
        journal.record(
            session, f"identity.sign_in.{sign}", str(person_id), session_id=str(opened.session_id), **said
        )
    if signs:
        outbox.add(session, views.session_unusual(opened, signs))
