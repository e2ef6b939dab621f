"""How people get on with modules: counted by one statement, read by many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.enrolments import CompletionSource, EnrolmentState
from contracts.catalogue.launches import LaunchPurpose
from kernel.values import ActivityId
from services.catalogue.domain.activity import HIDDEN
from services.catalogue.tables import activities, enrolments, knowledge, module_figures, registrations


def count(session: Session, at: datetime) -> None:
    """Count every module that anybody has opened. Two that count at once write the same."""
    column, counted = registrations.c, sa.func.count
    minutes = sa.extract("epoch", column.done_at - column.opened_at) / 60
    ways = (
        sa.select(
            column.activity_id,
            counted().label("opened"),
            counted(column.done_at).label("done"),
            counted(column.passed_at).label("passed"),
            counted().filter(column.passed_at.isnot(None), column.failed_first.is_(False)).label("at_once"),
            sa.func.percentile_cont(0.5).within_group(minutes).label("minutes"),
        )
        .where(column.purpose == LaunchPurpose.STUDY)
        .group_by(column.activity_id)
        .subquery()
    )
    earned = _completed().subquery()
    tests = (
        sa.select(
            knowledge.c.activity_id,
            counted().label("tested"),
            sa.func.avg(knowledge.c.before).label("before"),
            sa.func.avg(knowledge.c.after).label("after"),
        )
        .group_by(knowledge.c.activity_id)
        .subquery()
    )
    found = (
        sa.select(
            ways.c.activity_id,
            ways.c.opened,
            ways.c.done,
            sa.func.coalesce(earned.c.completed, 0),
            ways.c.passed,
            ways.c.at_once,
            ways.c.minutes,
            sa.func.coalesce(tests.c.tested, 0),
            tests.c.before,
            tests.c.after,
            sa.literal(at),
        )
        .outerjoin(earned, earned.c.activity_id == ways.c.activity_id)
        .outerjoin(tests, tests.c.activity_id == ways.c.activity_id)
    )
    names = [each.name for each in module_figures.columns]
    kept = insert(module_figures).from_select(names, found)
    anew = {name: kept.excluded[name] for name in names if name != "activity_id"}
    session.execute(kept.on_conflict_do_update(index_elements=[module_figures.c.activity_id], set_=anew))


def of(session: Session, activity_id: ActivityId) -> sa.Row[Any] | None:
    query = sa.select(module_figures).where(module_figures.c.activity_id == activity_id)
    return session.execute(query).one_or_none()


def page(session: Session, *, after: UUID | None, limit: int) -> Sequence[sa.Row[Any]]:
    """Of what is known to all, and one row more."""
    known = sa.select(module_figures).join(
        activities, activities.c.activity_id == module_figures.c.activity_id
    )
    known = known.where(activities.c.state.not_in(HIDDEN))
    if after is not None:
        known = known.where(module_figures.c.activity_id > after)
    return session.execute(known.order_by(module_figures.c.activity_id).limit(limit + 1)).all()


def _completed() -> sa.Select[Any]:
    """Who has earned by having done all parts."""
    earned = enrolments.c.state == EnrolmentState.COMPLETED, enrolments.c.source == CompletionSource.MODULE
    counted = sa.func.count().label("completed")
    return sa.select(enrolments.c.activity_id, counted).where(*earned).group_by(enrolments.c.activity_id)
