"""What enrolments go through: the line of those who wait, the moves, the steps of the saga."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.cards import SeatFunding
from contracts.catalogue.participation import SagaStep, StepOutcome
from kernel.values import ActivityId, EnrolmentId
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.tables import (
    enrolment_moves,
    enrolment_steps,
    enrolments,
    is_accepted,
    is_offered,
    is_waiting_for_seat,
    seats,
)


def first_in_line(
    session: Session, activity_id: ActivityId, funding: SeatFunding, most: int
) -> Sequence[Enrolment]:
    """Who waits longest for such a seat, locked until the transaction ends. Who is leaving is passed over."""
    line = (
        sa.select(Enrolment)
        .where(is_waiting_for_seat, enrolments.c.activity_id == activity_id)
        .where(enrolments.c.funding == funding)
        .order_by(enrolments.c.queued_at, enrolments.c.enrolment_id)
    )
    return session.scalars(line.limit(most).with_for_update(skip_locked=True)).all()


def place_of(session: Session, enrolment: Any) -> int:
    """The place of somebody who waits, the first is 1."""
    own = sa.tuple_(enrolment.queued_at, enrolment.enrolment_id)
    before = sa.tuple_(enrolments.c.queued_at, enrolments.c.enrolment_id) <= own
    same = enrolments.c.activity_id == enrolment.activity_id, enrolments.c.funding == enrolment.funding
    line = sa.select(sa.func.count()).select_from(enrolments).where(is_waiting_for_seat, before, *same)
    return session.scalar(line) or 0


def to_be_offered(session: Session, most: int) -> Sequence[ActivityId]:
    """Activities with somebody in line, and a seat that nobody has been offered."""
    some_left = sa.or_(seats.c.activity_id.is_(None), seats.c.taken < seats.c.capacity)
    queues = sa.select(enrolments.c.activity_id).where(is_waiting_for_seat).distinct().subquery()
    query = sa.select(queues.c.activity_id).outerjoin(seats, seats.c.activity_id == queues.c.activity_id)
    return session.scalars(query.where(some_left).limit(most)).all()


def expired(session: Session, at: datetime, most: int) -> Sequence[ActivityId]:
    """Activities with an offer that nobody has accepted in time."""
    late = sa.select(enrolments.c.activity_id).where(is_offered, enrolments.c.offered_until <= at)
    return session.scalars(late.distinct().limit(most)).all()


def expired_within(session: Session, activity_id: ActivityId, at: datetime) -> Sequence[Enrolment]:
    """Those offers, locked until the transaction ends."""
    late = is_offered, enrolments.c.offered_until <= at, enrolments.c.activity_id == activity_id
    return session.scalars(sa.select(Enrolment).where(*late).with_for_update(skip_locked=True)).all()


def beginning(session: Session, at: datetime, most: int) -> Sequence[Enrolment]:
    """Who has a seat in what has begun, locked until the transaction ends."""
    begun = (
        sa.select(Enrolment)
        .where(is_accepted, enrolments.c.begins_at <= at)
        .order_by(enrolments.c.begins_at, enrolments.c.enrolment_id)
    )
    return session.scalars(begun.limit(most).with_for_update(skip_locked=True)).all()


def moves(session: Session, enrolment_id: EnrolmentId) -> Sequence[sa.Row[Any]]:
    """Every state of an enrolment, in order."""
    query = sa.select(enrolment_moves).where(enrolment_moves.c.enrolment_id == enrolment_id)
    return session.execute(query.order_by(enrolment_moves.c.place)).all()


def steps(session: Session, enrolment_id: EnrolmentId) -> dict[SagaStep, sa.Row[Any]]:
    query = sa.select(enrolment_steps).where(enrolment_steps.c.enrolment_id == enrolment_id)
    return {row.step: row for row in session.execute(query)}


def note_step(
    session: Session,
    enrolment_id: EnrolmentId,
    step: SagaStep,
    outcome: StepOutcome,
    at: datetime,
    *,
    reason: str | None,
) -> None:
    """Keep what another service has answered; the latest answer counts."""
    told = {"outcome": outcome, "reason": reason, "at": at}
    row = insert(enrolment_steps).values(enrolment_id=enrolment_id, step=step, **told)
    key = [enrolment_steps.c.enrolment_id, enrolment_steps.c.step]
    session.execute(row.on_conflict_do_update(index_elements=key, set_=told))


def begin_anew(session: Session, enrolment_id: EnrolmentId) -> None:
    """Forget the answers to a former wish."""
    session.execute(sa.delete(enrolment_steps).where(enrolment_steps.c.enrolment_id == enrolment_id))
