"""The keys that sign access tokens."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.identity.domain.signing import SigningKey
from services.identity.tables import signing_keys

_ROTATING = 0x6B657973  # "keys": one rotation at a time


def every(session: Session) -> Sequence[SigningKey]:
    """All keys, in the order in which they sign."""
    return session.scalars(sa.select(SigningKey).order_by(signing_keys.c.signs_from)).all()


def every_locked(session: Session) -> Sequence[SigningKey]:
    """The same, and nobody else rotates until the transaction ends."""
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(_ROTATING)))
    return every(session)


def add(session: Session, key: SigningKey) -> None:
    session.add(key)


def remove(session: Session, key: SigningKey) -> None:
    session.delete(key)
