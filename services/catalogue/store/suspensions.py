"""When activities, and all those of a provider, earned nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.lifecycle import GateMove
from kernel import clock
from kernel.values import OrganisationId
from services.catalogue.domain import suspension
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.suspension import Suspension
from services.catalogue.store import dictionaries
from services.catalogue.tables import activity_moves, past_measures

_MEASURES = (GateMove.SUSPENSION, GateMove.RESUMPTION)


def of(session: Session, activity: Activity) -> tuple[Suspension, ...]:
    """What stood against an activity before, and costs what was attended meanwhile by the law of then."""
    found = *_of_activity(session, activity), *_of_provider(session, activity.provider_id)
    return tuple(each for each in found if _rejects(session, each.days.starts_on))


def on(session: Session, activity: Activity, day: date) -> Suspension | None:
    """What stood against an activity on a day."""
    return suspension.on(of(session, activity), day)


def note_lifted(session: Session, provider_id: OrganisationId, since: date, today: date) -> None:
    """Keep a measure that is lifted today."""
    row = insert(past_measures).values(provider_id=provider_id, since=since, lifted_on=today)
    session.execute(row.on_conflict_do_nothing())


def _of_activity(session: Session, activity: Activity) -> Iterator[Suspension]:
    moves = activity_moves.c
    query = sa.select(moves.move, moves.moved_at).where(
        moves.activity_id == activity.activity_id, moves.move.in_(_MEASURES)
    )
    rows = session.execute(query.order_by(moves.version))
    return suspension.of_moves((move, clock.legal_day(at)) for move, at in rows)


def _of_provider(session: Session, provider_id: OrganisationId) -> Iterator[Suspension]:
    measures = past_measures.c
    query = sa.select(measures.since, measures.lifted_on).where(measures.provider_id == provider_id)
    for since, lifted_on in session.execute(query):
        yield from suspension.lifted(suspension.OF_PROVIDER, since, lifted_on)


def _rejects(session: Session, day: date) -> bool:
    return dictionaries.in_force(session, day).text(suspension.POLICY) == suspension.REJECTED
