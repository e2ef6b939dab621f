"""When activities, and all those of a provider, earned nothing, as the catalogue told."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from kernel import clock
from kernel.values import ActivityId, OrganisationId
from services.credits import tables

_suspension, _measure = tables.suspensions.c, tables.provider_measures.c


def suspend(session: Session, activity_id: ActivityId, at: datetime) -> None:
    """From that day on the activity earns nothing."""
    row = insert(tables.suspensions).values(activity_id=activity_id, since=clock.legal_day(at))
    # Suspended, resumed and suspended again on one day: the last word holds.
    key = list(tables.suspensions.primary_key)
    session.execute(row.on_conflict_do_update(index_elements=key, set_={"before": None}))


def lift(session: Session, activity_id: ActivityId, at: datetime) -> None:
    """From that day on it earns again."""
    day = clock.legal_day(at)
    open_ones = _suspension.activity_id == activity_id, _suspension.before.is_(None), _suspension.since <= day
    session.execute(tables.suspensions.update().where(*open_ones).values(before=day))


def is_suspended(session: Session, activity_id: ActivityId, day: date) -> bool:
    """Whether the activity earned nothing on `day`."""
    holds = _suspension.since <= day, sa.or_(_suspension.before.is_(None), _suspension.before > day)
    found = sa.select(_suspension.activity_id).where(_suspension.activity_id == activity_id, *holds)
    return session.scalar(sa.select(found.exists())) is True


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
