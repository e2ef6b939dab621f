"""What stood out in attempts, and the numbers by which it does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.module_tests import AttemptId
from contracts.catalogue.signals import SignalKind
from kernel.values import ActivityId
from services.catalogue.domain.attempt import Attempt
from services.catalogue.domain.signal import Alike, Finding
from services.catalogue.tables import attempt_signals, attempt_steps, attempts, attempts_examined

# One in so many of the others is quicker than what counts as quick.
QUICKEST = 0.05


def await_examination(session: Session, attempt_id: AttemptId) -> None:
    """Let an attempt that has just been finished be looked through."""
    session.execute(insert(attempts_examined).values(attempt_id=attempt_id))


def unexamined(session: Session, limit: int) -> list[AttemptId]:
    """Finished, and not looked through."""
    waiting = sa.select(attempts_examined.c.attempt_id).where(attempts_examined.c.examined_at.is_(None))
    ordered = waiting.order_by(attempts_examined.c.attempt_id).limit(limit)
    return [AttemptId(one) for one in session.scalars(ordered)]


def examine_once(session: Session, attempt_id: AttemptId, at: datetime) -> bool:
    """Whether nobody has looked through it before."""
    examined = attempts_examined.c
    waiting = examined.attempt_id == attempt_id, examined.examined_at.is_(None)
    noted = sa.update(attempts_examined).where(*waiting).values(examined_at=at)
    return session.scalar(noted.returning(examined.attempt_id)) is not None


def quick(session: Session, attempt: Attempt, others: int) -> dict[int, int]:
    """Position -> milliseconds below which one in twenty of the others answers the same question.

    others: how many must have answered it.
    """
    mine, theirs = attempt_steps.alias("mine"), attempt_steps.alias("theirs")
    taken = sa.extract("epoch", theirs.c.answered_at - theirs.c.asked_at) * 1000
    quickest = sa.func.percentile_cont(QUICKEST).within_group(taken)
    query = (
        sa.select(mine.c.position, sa.cast(quickest, sa.Integer).label("quickest"))
        .join(theirs, sa.and_(theirs.c.item_id == mine.c.item_id, theirs.c.version == mine.c.version))
        .join(attempts, attempts.c.attempt_id == theirs.c.attempt_id)
        .where(mine.c.attempt_id == attempt.attempt_id, attempts.c.person_id != attempt.person_id)
        .where(theirs.c.answered_at.is_not(None))
        .group_by(mine.c.position)
        .having(sa.func.count() >= others)
    )
    return {row.position: row.quickest for row in session.execute(query)}


def alike(session: Session, attempt: Attempt) -> list[Alike]:
    """What the attempt has in common with each attempt of another person at the same test."""
    mine, theirs = attempt_steps.alias("mine"), attempt_steps.alias("theirs")
    both_wrong = sa.and_(sa.not_(mine.c.is_right), sa.not_(theirs.c.is_right))
    times = [sa.extract("epoch", each.c.answered_at - each.c.asked_at) for each in (mine, theirs)]
    follow = sa.func.round(sa.cast(sa.func.corr(*times) * 100, sa.Numeric))
    query = (
        sa.select(
            sa.func.count().label("common"),
            sa.func.count().filter(both_wrong).label("both_wrong"),
            sa.func.count().filter(both_wrong, mine.c.answer == theirs.c.answer).label("same_wrong"),
            sa.cast(follow, sa.Integer).label("follow"),
        )
        .join(theirs, sa.and_(theirs.c.item_id == mine.c.item_id, theirs.c.version == mine.c.version))
        .join(attempts, attempts.c.attempt_id == theirs.c.attempt_id)
        .where(mine.c.attempt_id == attempt.attempt_id, attempts.c.person_id != attempt.person_id)
        .where(mine.c.answered_at.is_not(None), theirs.c.answered_at.is_not(None))
        .where(attempts.c.activity_id == attempt.activity_id)
        .group_by(theirs.c.attempt_id)
    )
    return [Alike(**row._mapping) for row in session.execute(query)]


def keep(session: Session, attempt_id: AttemptId, found: Sequence[Finding], at: datetime) -> None:
    rows = [{"attempt_id": attempt_id, "found_at": at, **vars(finding)} for finding in found]
    if rows:
        session.execute(attempt_signals.insert(), rows)


def of_attempt(session: Session, attempt_id: AttemptId) -> tuple[bool, Sequence[sa.Row[Any]]]:
    """Whether it has been looked through, and what stood out."""
    looked = attempts_examined.c.attempt_id == attempt_id, attempts_examined.c.examined_at.is_not(None)
    examined = sa.select(sa.exists().where(*looked))
    found = sa.select(attempt_signals).where(attempt_signals.c.attempt_id == attempt_id)
    rows = session.execute(found.order_by(attempt_signals.c.kind)).all()
    return bool(session.scalar(examined)), rows


def of_activity(
    session: Session,
    activity_id: ActivityId,
    *,
    after: tuple[AttemptId, SignalKind] | None,
    limit: int,
) -> Sequence[sa.Row[Any]]:
    """A page of what stood out at one test, the newest attempt first, and one row more."""
    signal = attempt_signals.c
    page = sa.select(attempt_signals, attempts.c.person_id).join(attempts)
    page = page.where(attempts.c.activity_id == activity_id)
    if after is not None:
        older = signal.attempt_id < after[0]
        page = page.where(sa.or_(older, sa.and_(signal.attempt_id == after[0], signal.kind > after[1])))
    ordered = page.order_by(signal.attempt_id.desc(), signal.kind)
    return session.execute(ordered.limit(limit + 1)).all()
