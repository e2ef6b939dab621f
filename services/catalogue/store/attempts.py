"""Attempts at the tests of modules, and their questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.attempts import UnknownAttempt
from contracts.catalogue.items import ItemContent, ItemId
from contracts.catalogue.module_tests import AttemptId
from kernel.values import ActivityId, EnrolmentId, PersonId
from services.catalogue.domain.activity import OPEN
from services.catalogue.domain.attempt import Attempt, Pool, Step, pool_id
from services.catalogue.store.remembered import Remembered
from services.catalogue.tables import (
    activities,
    attempt_steps,
    attempts,
    is_going_on,
    item_versions,
    test_pools,
)

_POOLS = Remembered(most=100)


def keep_pool(session: Session, pool: Pool) -> bytes:
    """Under which the pool is kept, by whoever came to it first."""
    key = pool_id(pool)
    session.execute(insert(test_pools).values(pool_id=key, drawn=pool).on_conflict_do_nothing())
    return key


def exposed(
    session: Session, activity_id: ActivityId, window: int
) -> tuple[int, dict[tuple[ItemId, int], int]]:
    """Of the last attempts at a test how many there are, and how many asked which version of an item."""
    last = sa.select(attempts.c.attempt_id).where(attempts.c.activity_id == activity_id)
    recent = last.order_by(attempts.c.attempt_id.desc()).limit(window).subquery()
    version = attempt_steps.c.item_id, attempt_steps.c.version
    asked = sa.select(*version, sa.func.count().label("asked")).join(
        recent, recent.c.attempt_id == attempt_steps.c.attempt_id
    )
    counted = session.scalars(sa.select(sa.func.count()).select_from(recent)).one()
    rows = session.execute(asked.group_by(*version))
    return counted, {(row.item_id, row.version): row.asked for row in rows}


def pool_of(session: Session, attempt: Attempt) -> Pool:
    """Read once by each process: what its hash names never changes, and every answer asks for it."""

    def read() -> Pool:
        found = sa.select(test_pools.c.drawn).where(test_pools.c.pool_id == attempt.pool_id)
        pool: Pool = session.scalars(found).one()
        return pool

    return _POOLS.get(attempt.pool_id, read)


def of_enrolment(session: Session, enrolment_id: EnrolmentId) -> Sequence[Attempt]:
    """Those of one enrolment, the first first."""
    query = sa.select(Attempt).where(attempts.c.enrolment_id == enrolment_id)
    return session.scalars(query.order_by(attempts.c.number)).all()


def of(session: Session, attempt_id: AttemptId) -> Attempt:
    """Raises: UnknownAttempt."""
    return _found(session.get(Attempt, attempt_id), attempt_id)


def own(session: Session, attempt_id: AttemptId, person_id: PersonId) -> Attempt:
    """Raises: UnknownAttempt -- there is none, or it is somebody else's."""
    mine = attempts.c.attempt_id == attempt_id, attempts.c.person_id == person_id
    return _found(session.scalar(sa.select(Attempt).where(*mine)), attempt_id)


def locked(session: Session, attempt_id: AttemptId) -> Attempt:
    """The attempt, as it stands; nobody else goes on with it until the transaction ends."""
    query = sa.select(Attempt).where(attempts.c.attempt_id == attempt_id).with_for_update()
    return session.scalars(query, execution_options={"populate_existing": True}).one()


def steps(session: Session, attempt_id: AttemptId) -> Sequence[Step]:
    """In their order."""
    query = sa.select(Step).where(attempt_steps.c.attempt_id == attempt_id)
    return session.scalars(query.order_by(attempt_steps.c.position)).all()


def contents(session: Session, attempt_id: AttemptId) -> dict[int, ItemContent]:
    """What was asked, by position, in the version in which it was."""
    same = (
        item_versions.c.item_id == attempt_steps.c.item_id,
        item_versions.c.version == attempt_steps.c.version,
    )
    asked = sa.select(attempt_steps.c.position, item_versions.c.content).join(item_versions, sa.and_(*same))
    return {
        row.position: row.content
        for row in session.execute(asked.where(attempt_steps.c.attempt_id == attempt_id))
    }


def ended(session: Session, at: datetime, limit: int) -> list[AttemptId]:
    """Those whose time is over and which nobody has finished, of modules that earn."""
    earning = activities.c.state.in_(OPEN), sa.not_(activities.c.withheld)
    over = sa.select(attempts.c.attempt_id).join(activities).where(is_going_on, attempts.c.ends_at <= at)
    return [
        AttemptId(one)
        for one in session.scalars(over.where(*earning).order_by(attempts.c.ends_at).limit(limit))
    ]


def of_person(
    session: Session,
    person_id: PersonId,
    *,
    activity_id: ActivityId | None,
    before: AttemptId | None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """A page of a person's attempts, the newest first, and one row more."""
    page = sa.select(attempts).where(attempts.c.person_id == person_id)
    if activity_id is not None:
        page = page.where(attempts.c.activity_id == activity_id)
    return _page(session, page, before, limit)


def of_activity(
    session: Session, activity_id: ActivityId, *, before: AttemptId | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """A page of a module's attempts, the newest first, and one row more."""
    return _page(session, sa.select(attempts).where(attempts.c.activity_id == activity_id), before, limit)


def _page(
    session: Session, page: sa.Select[Any], before: AttemptId | None, limit: int
) -> Sequence[sa.Row[Any]]:
    if before is not None:
        page = page.where(attempts.c.attempt_id < before)
    return session.execute(page.order_by(attempts.c.attempt_id.desc()).limit(limit + 1)).all()


def _found(attempt: Attempt | None, attempt_id: AttemptId) -> Attempt:
    if attempt is None:
        raise UnknownAttempt(attempt_id=attempt_id)
    return attempt
