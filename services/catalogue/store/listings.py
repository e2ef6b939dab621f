"""What is listed, by speciality: written anew whenever what people can find changes."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel.values import ActivityId, OrganisationId
from services.catalogue.store.shelf import turn
from services.catalogue.tables import activities, is_listed, listings

COPIED = [column.name for column in listings.columns if column.name not in ("activity_id", "speciality")]


def relist(session: Session, activity_id: ActivityId) -> None:
    """List an activity as it is now, or no longer; whatever was remembered is out of date."""
    _relist(session, activities.c.activity_id == activity_id)


def relist_of(session: Session, provider_id: OrganisationId) -> None:
    """The same for all activities of a provider."""
    _relist(session, activities.c.provider_id == provider_id)


def close_ended(session: Session, at: datetime, most: int) -> int:
    """Let searching pass over up to `most` activities that ended before `at`. Gives how many it was."""
    ended = (
        sa.select(activities.c.activity_id)
        .where(sa.not_(activities.c.is_over), activities.c.ends_at <= at)
        .limit(most)
        .with_for_update(skip_locked=True)
        .cte()
    )
    closed = sa.update(activities).where(activities.c.activity_id.in_(sa.select(ended))).values(is_over=True)
    ids = session.scalars(closed.returning(activities.c.activity_id)).all()
    session.execute(sa.delete(listings).where(listings.c.activity_id.in_(ids)))
    return len(ids)


def list_missing(session: Session) -> int:
    """List what was published by a release that kept no listings. Gives how many listings it was."""
    is_missing = sa.not_(sa.exists().where(listings.c.activity_id == activities.c.activity_id))
    return _list(session, is_missing)


def _relist(session: Session, which: sa.ColumnElement[bool]) -> None:
    # What the aggregates have changed must be there before it is copied.
    session.flush()
    copied = sa.select(activities.c.activity_id).where(which)
    session.execute(sa.delete(listings).where(listings.c.activity_id.in_(copied)))
    _list(session, which)
    turn(session)


def _list(session: Session, which: sa.ColumnElement[bool]) -> int:
    speciality = sa.func.unnest(activities.c.specialities)
    columns = [activities.c[name] for name in COPIED]
    rows = sa.select(speciality, activities.c.activity_id, *columns).where(is_listed, which)
    listed = listings.insert().from_select(["speciality", "activity_id", *COPIED], rows)
    return len(session.scalars(listed.returning(listings.c.activity_id)).all())
