"""What a person may take, and what they have a seat in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.catalogue.enrolments import EnrolmentState
from contracts.catalogue.offers import ListOffers
from kernel.values import ActivityId, PersonId
from services.catalogue.domain.activity import OPEN
from services.catalogue.domain.enrolment import ATTENDING
from services.catalogue.tables import activities, enrolments, is_listed, seats

# Enough to choose from, and answered by one message.
AT_MOST = 1000

# Whoever is there may still take a seat.
FREE = (EnrolmentState.DRAFT, EnrolmentState.CANCELLED)
# A seat that may still earn.
TAKING = ATTENDING | {EnrolmentState.OFFERED}

_card, _seat = activities.c, enrolments.c
_CARD: tuple[sa.ColumnElement[Any], ...] = (
    _card.activity_id,
    _card.number,
    _card.title,
    _card.kind,
    _card.format,
    _card.price,
    _card.starts_at,
    _card.ends_at,
    _card.self_paced,
    _card.details,
)


def to_take(session: Session, query: ListOffers, at: datetime) -> Sequence[sa.Row[Any]]:
    """What is offered and has a seat left, the soonest to end first; at most one more than AT_MOST."""
    left = (seats.c.capacity - seats.c.taken).label("seats_left")
    holds = _seat.activity_id == _card.activity_id, _seat.person_id == query.person_id
    found: sa.Select[Any] = (
        sa.select(*_CARD, _card.credits, left)
        .outerjoin(seats)
        .where(is_listed, _card.ends_at > at, _card.ends_at <= query.until, *_asked(query))
        .where(sa.or_(seats.c.taken.is_(None), seats.c.taken < seats.c.capacity))
        .where(~sa.exists().where(*holds, _seat.state.not_in(FREE)))
    )
    return session.execute(found.order_by(_card.ends_at, _card.activity_id).limit(AT_MOST + 1)).all()


def taken(session: Session, person_id: PersonId, at: datetime) -> Sequence[sa.Row[Any]]:
    """What the person has a seat in that may still earn, on the terms enrolled for."""
    found: sa.Select[Any] = (
        sa.select(*_CARD, _seat.credits, _seat.speciality)
        .join(enrolments)
        .where(_seat.person_id == person_id, _seat.state.in_(TAKING))
        .where(_card.state.in_(OPEN), sa.not_(_card.withheld), _card.ends_at > at)
    )
    return session.execute(found.order_by(_card.ends_at, _card.activity_id)).all()


def completed(session: Session, person_id: PersonId) -> Sequence[ActivityId]:
    done = _seat.person_id == person_id, _seat.state == EnrolmentState.COMPLETED
    return session.scalars(sa.select(_seat.activity_id).where(*done)).all()


def _asked(query: ListOffers) -> Iterator[sa.ColumnElement[bool]]:
    yield _card.specialities.contains([query.speciality])
    if query.format is not None:
        yield _card.format == query.format
    if query.activity_ids:
        yield _card.activity_id.in_(query.activity_ids)
