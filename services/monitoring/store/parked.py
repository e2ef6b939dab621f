"""Messages that no subscriber could digest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.monitoring.tables import Row, parked


def park(session: Session, message: dict[str, Any]) -> None:
    """Keep a parked message; one that is kept already is left as it is."""
    session.execute(insert(parked).values(**message).on_conflict_do_nothing())


def page(session: Session, after: int, limit: int) -> Sequence[Row]:
    """Parked messages not settled yet, oldest first."""
    query = sa.select(parked).where(parked.c.settled.is_(None), parked.c.parked_id > after)
    return session.execute(query.order_by(parked.c.parked_id).limit(limit)).all()


def open_one(session: Session, parked_id: int) -> Row | None:
    query = sa.select(parked).where(parked.c.parked_id == parked_id, parked.c.settled.is_(None))
    return session.execute(query).one_or_none()


def settle(session: Session, parked_id: int, how: str) -> Row | None:
    """Mark an open parked message as redelivered or dropped; none when there is no such open message."""
    done = sa.update(parked).where(parked.c.parked_id == parked_id, parked.c.settled.is_(None))
    return session.execute(done.values(settled=how).returning(parked)).one_or_none()
