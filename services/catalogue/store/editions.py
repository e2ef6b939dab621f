"""What cards said before, and what they are to say next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.catalogue.activities import DraftActivity
from contracts.catalogue.editions import NoRevision
from kernel.values import ActivityId, PersonId
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.revision import Revision
from services.catalogue.tables import editions, revisions


def add(session: Session, activity: Activity, by: PersonId, at: datetime) -> None:
    """Keep the card that has just been approved."""
    session.execute(
        editions.insert().values(
            activity_id=activity.activity_id,
            version=activity.terms_version,
            card=activity.card.draft,
            approved_by=by,
            approved_at=at,
        )
    )


def of(session: Session, activity_id: ActivityId) -> Sequence[sa.Row[Any]]:
    """All editions of a card, the newest first."""
    query = sa.select(editions).where(editions.c.activity_id == activity_id)
    return session.execute(query.order_by(editions.c.version.desc())).all()


def cards(session: Session, activity_id: ActivityId, versions: Collection[int]) -> dict[int, DraftActivity]:
    """The cards of these versions."""
    query = sa.select(editions.c.version, editions.c.card).where(
        editions.c.activity_id == activity_id, editions.c.version.in_(versions)
    )
    return {row.version: row.card for row in session.execute(query)}


def proposed(session: Session, activity_id: ActivityId) -> Revision | None:
    """The revision of an activity, if there is one."""
    return session.scalar(sa.select(Revision).where(revisions.c.activity_id == activity_id))


def revision(session: Session, activity_id: ActivityId) -> Revision:
    """Raises: NoRevision."""
    found = proposed(session, activity_id)
    if found is None:
        raise NoRevision(activity_id=activity_id)
    return found


def propose(session: Session, revision: Revision) -> None:
    session.add(revision)


def settle(session: Session, revision: Revision) -> None:
    """Forget a revision that is in force now."""
    session.delete(revision)
