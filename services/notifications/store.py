"""Every query of notifications."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel.values import PersonId
from services.notifications.domain.notice import Notice
from services.notifications.tables import notices


def add(session: Session, notice: Notice) -> None:
    session.add(notice)


def pass_on(session: Session, person_id: PersonId, kept_id: PersonId) -> int:
    """Let the notices of a merged account be of the one that is kept. Gives how many they were."""
    own = sa.update(notices).where(notices.c.person_id == person_id).values(person_id=kept_id)
    return len(session.scalars(own.returning(notices.c.notice_id)).all())


def notice_of(session: Session, person_id: PersonId, notice_id: UUID) -> Notice | None:
    """The person's notice, locked until the transaction ends."""
    return session.scalar(
        sa.select(Notice)
        .where(notices.c.notice_id == notice_id, notices.c.person_id == person_id)
        .with_for_update()
    )


def page(
    session: Session, person_id: PersonId, *, unread_only: bool, before: UUID | None, limit: int
) -> list[Notice]:
    """The person's notices, newest first, older than `before`."""
    query = sa.select(Notice).where(notices.c.person_id == person_id)
    if unread_only:
        query = query.where(notices.c.read_at.is_(None))
    if before is not None:
        query = query.where(notices.c.notice_id < before)
    return list(session.scalars(query.order_by(notices.c.notice_id.desc()).limit(limit)))


def unread(session: Session, person_id: PersonId) -> int:
    counted = sa.select(sa.func.count()).where(notices.c.person_id == person_id, notices.c.read_at.is_(None))
    return session.execute(counted).scalar_one()
