"""When activities, and all those of a provider, earned nothing, as the catalogue told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from kernel import clock
from kernel.values import ActivityId, OrganisationId
from services.credits import tables

_word, _measure = tables.activity_measures.c, tables.provider_measures.c


def note(session: Session, activity_id: ActivityId, *, at: datetime, is_suspended: bool) -> None:
    """Keep what became of an activity; in whichever order we hear of it, `at` tells what was last."""
    row = {"activity_id": activity_id, "at": at, "is_suspended": is_suspended}
    session.execute(insert(tables.activity_measures).values(row).on_conflict_do_nothing())


def is_suspended(session: Session, activity_id: ActivityId, day: date) -> bool:
    """Whether the activity earned nothing on `day`: so it was said last, at the latest on that day."""
    said = _word.activity_id == activity_id, _word.at < clock.beginning(day + timedelta(days=1))
    last = sa.select(_word.is_suspended).where(*said).order_by(_word.at.desc()).limit(1)
    return session.scalar(last) is True


def note_provider(session: Session, activity_id: ActivityId, provider_id: OrganisationId) -> None:
    """Remember whose activity it is: that never changes."""
    row = insert(tables.providers_of).values(activity_id=activity_id, provider_id=provider_id)
    session.execute(row.on_conflict_do_nothing())


def note_measure(
    session: Session, provider_id: OrganisationId, *, at: datetime, since: date, is_suspended: bool
) -> None:
    """Keep what became of a provider; in whichever order we hear of it, `at` tells what was last."""
    row = {"provider_id": provider_id, "at": at, "since": since, "is_suspended": is_suspended}
    session.execute(insert(tables.provider_measures).values(row).on_conflict_do_nothing())


def is_of_suspended(session: Session, activity_id: ActivityId, day: date) -> bool:
    """Whether the activity's provider was suspended on `day`: a measure began, and none had lifted it."""
    lifted = tables.provider_measures.alias()
    provider = sa.select(tables.providers_of.c.provider_id)
    provider = provider.where(tables.providers_of.c.activity_id == activity_id)
    lifts = sa.exists().where(
        lifted.c.provider_id == _measure.provider_id,
        sa.not_(lifted.c.is_suspended),
        lifted.c.at > _measure.at,
        lifted.c.since <= day,
    )
    began = _measure.is_suspended, _measure.since <= day, _measure.provider_id.in_(provider)
    return session.scalar(sa.select(sa.exists().where(*began, ~lifts))) is True
