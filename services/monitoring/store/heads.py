"""Where the journals of all services ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from kernel.journal_lines import JournalHead
from services.monitoring.tables import Row, journal_heads


def note(session: Session, head: JournalHead, at: datetime) -> bool:
    """Keep the end of a journal; whether it was new."""
    added = insert(journal_heads).values(**vars(head), noted_at=at).on_conflict_do_nothing()
    return session.scalar(added.returning(journal_heads.c.position)) is not None


def noted_since(session: Session, at: datetime) -> set[str]:
    """The services whose head was noted since."""
    return set(session.scalars(sa.select(journal_heads.c.service).where(journal_heads.c.noted_at > at)))


def everything(session: Session) -> Sequence[Row]:
    return session.execute(sa.select(journal_heads).order_by(journal_heads.c.position)).all()


def before(session: Session, position: int | None, *, service: str | None, limit: int) -> Sequence[Row]:
    """Noted ends of journals, the last noted first."""
    query = sa.select(journal_heads)
    if position is not None:
        query = query.where(journal_heads.c.position < position)
    if service is not None:
        query = query.where(journal_heads.c.service == service)
    return session.execute(query.order_by(journal_heads.c.position.desc()).limit(limit)).all()
