"""The keys that sign access tokens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.identity.domain.signing import SigningKey
from services.identity.tables import signing_keys

_FRESH = timedelta(seconds=10)
_known: WeakKeyDictionary[object, tuple[datetime, Sequence[SigningKey]]] = WeakKeyDictionary()
_ROTATING = 0x6B657973  # "keys": one rotation at a time


def every(session: Session) -> Sequence[SigningKey]:
    """All keys, in the order in which they sign."""
    return session.scalars(sa.select(SigningKey).order_by(signing_keys.c.signs_from)).all()


def known(session: Session, at: datetime) -> Sequence[SigningKey]:
    """The same, as they were seconds ago: until then the last one may go on signing."""
    engine = session.get_bind()
    read_at, keys = _known.get(engine, (None, ()))
    if read_at is None or not keys or not read_at <= at < read_at + _FRESH:
        rows = session.execute(sa.select(signing_keys).order_by(signing_keys.c.signs_from)).mappings()
        keys = tuple(SigningKey(**row) for row in rows)
        _known[engine] = at, keys
    return keys


def forget_known(session: Session) -> None:
    """Whoever asks next reads them anew."""
    _known.pop(session.get_bind(), None)


def every_locked(session: Session) -> Sequence[SigningKey]:
    """The same, and nobody else rotates until the transaction ends."""
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(_ROTATING)))
    return every(session)


def add(session: Session, key: SigningKey) -> None:
    session.add(key)


def settle(session: Session) -> None:
    # What is read next is to be in the new order.
    session.flush()


def remove(session: Session, key: SigningKey) -> None:
    session.delete(key)
