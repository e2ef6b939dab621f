"""What specialists are enrolled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from kernel.values import CycleId, EnrolmentId, PersonId
from services.credits import tables

_planned, _credited = tables.planned.c, tables.credited.c

Place = tuple[datetime, UUID]


def enter(session: Session, facts: dict[str, Any]) -> None:
    """Add an item, in the place of the one of the same enrolment."""
    row = insert(tables.planned).values(facts)
    renewed = {name: row.excluded[name] for name in facts if name != "enrolment_id"}
    session.execute(row.on_conflict_do_update(index_elements=[_planned.enrolment_id], set_=renewed))


def strike(session: Session, enrolment_id: EnrolmentId) -> None:
    session.execute(sa.delete(tables.planned).where(_planned.enrolment_id == enrolment_id))


def all_of(session: Session, person_id: PersonId) -> Sequence[sa.Row[Any]]:
    return session.execute(sa.select(tables.planned).where(_planned.person_id == person_id)).all()


def pass_on(session: Session, enrolment_id: EnrolmentId, person_id: PersonId, cycle_id: CycleId) -> None:
    """Let an item be of another account, for one of its cycles."""
    item = sa.update(tables.planned).where(_planned.enrolment_id == enrolment_id)
    session.execute(item.values(person_id=person_id, cycle_id=cycle_id))


def of_person(
    session: Session, person_id: PersonId, *, after: Place | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """A page of what a person is enrolled in, in order of the beginning, and one row more."""
    counts = _credited.cycle_id == _planned.cycle_id, _credited.activity_id == _planned.activity_id
    earned = sa.exists().where(*counts).label("is_credited")
    place = _planned.starts_at, _planned.enrolment_id
    page = sa.select(tables.planned, earned).where(_planned.person_id == person_id)
    if after is not None:
        page = page.where(sa.tuple_(*place) > sa.tuple_(*after))
    return session.execute(page.order_by(*place).limit(limit + 1)).all()
