"""Programs of organisations, their tokens, and what they have signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from kernel.values import OrganisationId
from services.identity.domain.clients import ApiClient, ClientToken
from services.identity.tables import client_assertions, client_tokens, clients


def add(session: Session, entered: ApiClient | ClientToken) -> None:
    session.add(entered)
    session.flush()


def every(session: Session) -> Sequence[ApiClient]:
    """Those that are not closed, oldest first."""
    query = sa.select(ApiClient).where(clients.c.closed_at.is_(None))
    return session.scalars(query.order_by(clients.c.client_id)).all()


def find(session: Session, client_id: UUID) -> ApiClient | None:
    """The program, unless it is closed."""
    open_one = clients.c.client_id == client_id, clients.c.closed_at.is_(None)
    return session.scalar(sa.select(ApiClient).where(*open_one))


def locked(session: Session, client_id: UUID) -> ApiClient | None:
    """The same, locked until the transaction ends."""
    open_one = clients.c.client_id == client_id, clients.c.closed_at.is_(None)
    return session.scalar(sa.select(ApiClient).where(*open_one).with_for_update())


def use_assertion(session: Session, client_id: UUID, jti_sha256: bytes, expires_at: datetime) -> bool:
    """Whether the program has signed this for the first time."""
    first = insert(client_assertions).values(
        client_id=client_id, jti_sha256=jti_sha256, expires_at=expires_at
    )
    noted = first.on_conflict_do_nothing().returning(client_assertions.c.client_id)
    return session.scalar(noted) is not None


def token_of(session: Session, organisation_id: OrganisationId, token_id: UUID) -> ClientToken | None:
    """A token that was given to a program of the organisation; locked until the transaction ends."""
    own = sa.select(clients.c.client_id).where(clients.c.organisation_id == organisation_id)
    same = client_tokens.c.token_id == token_id, client_tokens.c.client_id.in_(own)
    return session.scalar(sa.select(ClientToken).where(*same).with_for_update())


def revoke_all(session: Session, client_id: UUID, now: datetime) -> None:
    living = client_tokens.c.client_id == client_id, client_tokens.c.revoked_at.is_(None)
    session.execute(sa.update(client_tokens).where(*living).values(revoked_at=now))


def forget(session: Session, before: datetime) -> None:
    """Forget tokens and signatures that have expired."""
    session.execute(sa.delete(client_tokens).where(client_tokens.c.expires_at < before))
    session.execute(sa.delete(client_assertions).where(client_assertions.c.expires_at < before))
