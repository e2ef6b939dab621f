"""Remarks on activities in their pilot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.catalogue.remarks import ListRemarks, RemarkId, UnknownRemark
from kernel.values import ActivityId, PersonId
from services.catalogue.domain.remark import Remark
from services.catalogue.tables import remarks


def add(session: Session, remark: Remark) -> None:
    session.add(remark)


def made_by(session: Session, activity_id: ActivityId, person_id: PersonId) -> int:
    """How many remarks somebody has made on an activity."""
    of = remarks.c.activity_id == activity_id, remarks.c.made_by == person_id
    return session.scalar(sa.select(sa.func.count()).select_from(remarks).where(*of)) or 0


def open_of(session: Session, activity_id: ActivityId) -> int:
    """How many wait for an answer."""
    of = remarks.c.activity_id == activity_id, remarks.c.answer.is_(None)
    return session.scalar(sa.select(sa.func.count()).select_from(remarks).where(*of)) or 0


def locked(session: Session, activity_id: ActivityId, remark_id: RemarkId) -> Remark:
    """Raises: UnknownRemark -- there is none, or it is about another activity."""
    query = sa.select(Remark).where(remarks.c.remark_id == remark_id, remarks.c.activity_id == activity_id)
    remark = session.scalar(query.with_for_update())
    if remark is None:
        raise UnknownRemark(remark_id=remark_id)
    return remark


def page(session: Session, query: ListRemarks, *, after: UUID | None) -> Sequence[sa.Row[Any]]:
    """A page, the oldest first, and one row more."""
    found = sa.select(remarks).where(remarks.c.activity_id == query.activity_id)
    if query.is_open:
        found = found.where(remarks.c.answer.is_(None))
    if after is not None:
        found = found.where(remarks.c.remark_id > after)
    return session.execute(found.order_by(remarks.c.remark_id).limit(query.limit + 1)).all()
