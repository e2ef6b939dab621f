"""Sessions, their refresh tokens, and the guards before the door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.orm import Session

from kernel.values import PersonId
from services.identity.domain.logins import AddressGuard, LogInGuard
from services.identity.domain.organisations import Choice
from services.identity.domain.sessions import UserSession
from services.identity.tables import address_guards, log_in_guards, refresh_tokens, sessions

G = TypeVar("G", LogInGuard, AddressGuard)


def guard_of(session: Session, login_digest: bytes, now: datetime) -> LogInGuard:
    """The guard of a login, locked until the transaction ends; a new one if there is none."""
    first = insert(LogInGuard).values(login_digest=login_digest, failures=0, tried_at=now)
    return _held(session, first, log_in_guards.c.login_digest, LogInGuard)


def address_guard_of(session: Session, address_digest: bytes, now: datetime) -> AddressGuard:
    """The guard of an address, locked until the transaction ends; a new one if there is none."""
    first = insert(AddressGuard).values(address_digest=address_digest, failures=0, counted_from=now)
    return _held(session, first, address_guards.c.address_digest, AddressGuard)


def by_token(session: Session, token_sha256: bytes) -> tuple[UserSession, int] | None:
    """The session of a refresh token, locked until the transaction ends, and the token's number."""
    of_token = sa.select(UserSession, refresh_tokens.c.number).join_from(sessions, refresh_tokens)
    query = of_token.where(refresh_tokens.c.token_sha256 == token_sha256).with_for_update(of=sessions)
    found = session.execute(query).one_or_none()
    return None if found is None else (found[0], found[1])


def listed(session: Session, person_id: PersonId) -> Sequence[UserSession]:
    """The sessions of a person that nobody has ended, the newest first."""
    query = sa.select(UserSession).where(*_lasting(person_id))
    return session.scalars(query.order_by(sessions.c.opened_at.desc(), sessions.c.session_id)).all()


def lasting(session: Session, person_id: PersonId) -> Sequence[UserSession]:
    """The same, locked until the transaction ends."""
    query = sa.select(UserSession).where(*_lasting(person_id)).order_by(sessions.c.session_id)
    return session.scalars(query.with_for_update()).all()


def lasting_one(session: Session, person_id: PersonId, session_id: UUID | None) -> UserSession | None:
    """The person's own session, if it lasts; locked until the transaction ends."""
    mine = sessions.c.session_id == session_id, *_lasting(person_id)
    return session.scalar(sa.select(UserSession).where(*mine).with_for_update())


def choice_of(session: Session, session_id: UUID | None) -> Choice:
    """Whom the person acts for in a session; of no session, as in a new one."""
    opened = session.get(UserSession, session_id) if session_id else None
    return opened.choice if opened else Choice()


def add(session: Session, opened: UserSession) -> None:
    session.add(opened)
    session.flush()


def remember_token(session: Session, token_sha256: bytes, session_id: UUID, number: int) -> None:
    """Remember a token that was given; the same token given again changes nothing."""
    given = insert(refresh_tokens).values(token_sha256=token_sha256, session_id=session_id, number=number)
    session.execute(given.on_conflict_do_nothing())


def sealed_otherwise(session: Session, mark: bytes, limit: int) -> Sequence[UserSession]:
    """Sessions whose seed does not begin with `mark`, locked; those in use are left out."""
    other = sa.func.substring(sessions.c.sealed_seed, 1, len(mark)) != mark
    query = sa.select(UserSession).where(other).order_by(sessions.c.session_id).limit(limit)
    return session.scalars(query.with_for_update(skip_locked=True)).all()


def forget(session: Session, *, opened_before: datetime, tried_before: datetime) -> None:
    """Sessions too old to be renewed, and guards whose failures no longer count."""
    session.execute(sa.delete(sessions).where(sessions.c.opened_at < opened_before))
    session.execute(sa.delete(log_in_guards).where(log_in_guards.c.tried_at < tried_before))
    session.execute(sa.delete(address_guards).where(address_guards.c.counted_from < tried_before))


def _held(session: Session, first: Insert, digest: sa.Column[bytes], kind: type[G]) -> G:
    """The guard that `first` makes, or the one there is: either way it is locked, in one statement."""
    locked = first.on_conflict_do_update(index_elements=[digest], set_={digest: digest})
    held = locked.returning(kind).execution_options(populate_existing=True)
    return session.scalars(held).one()


def _lasting(person_id: PersonId) -> tuple[sa.ColumnElement[bool], ...]:
    return sessions.c.person_id == person_id, sessions.c.ended_at.is_(None)
