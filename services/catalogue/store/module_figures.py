"""How people get on with modules: counted by one statement, read by many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.attempts import AttemptState
from contracts.catalogue.enrolments import CompletionSource, EnrolmentState
from contracts.catalogue.launches import LaunchPurpose
from kernel.values import ActivityId
from services.catalogue.domain.activity import HIDDEN
from services.catalogue.tables import (
    activities,
    attempts,
    enrolments,
    knowledge,
    module_figures,
    registrations,
    study_times,
)

EARNED = (enrolments.c.state == EnrolmentState.COMPLETED, enrolments.c.source == CompletionSource.MODULE)


def count(session: Session, at: datetime) -> None:
    """Count every module that anybody has begun. Two that count at once write the same.

    Who has a test passes by it, at the first attempt or later; elsewhere content says who passes.
    """
    ways, tried = _ways().subquery(), _tried().subquery()
    earned, studied, tests = _completed().subquery(), _studied().subquery(), _tests().subquery()
    module, none = sa.func.coalesce(ways.c.activity_id, tried.c.activity_id), sa.func.coalesce
    found = (
        sa.select(
            module,
            sa.func.greatest(ways.c.opened, tried.c.opened),
            none(ways.c.done, tried.c.passed),
            none(earned.c.completed, 0),
            none(tried.c.passed, ways.c.passed),
            none(tried.c.at_once, ways.c.at_once),
            ways.c.minutes,
            none(tests.c.tested, 0),
            tests.c.before,
            tests.c.after,
            sa.literal(at),
            studied.c.studied,
        )
        .select_from(ways.join(tried, tried.c.activity_id == ways.c.activity_id, full=True))
        .outerjoin(earned, earned.c.activity_id == module)
        .outerjoin(studied, studied.c.activity_id == module)
        .outerjoin(tests, tests.c.activity_id == module)
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
    counted = sa.func.count().label("completed")
    return sa.select(enrolments.c.activity_id, counted).where(*EARNED).group_by(enrolments.c.activity_id)


def _ways() -> sa.Select[Any]:
    """Who has opened content, and how it went."""
    column, counted = registrations.c, sa.func.count
    minutes = sa.extract("epoch", column.done_at - column.opened_at) / 60
    return (
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
    )


def _tried() -> sa.Select[Any]:
    """Who has begun a test, passed it, and passed it at the first attempt."""
    column, is_passed = attempts.c, attempts.c.state == AttemptState.PASSED
    people = sa.func.count(sa.distinct(column.enrolment_id))
    return sa.select(
        column.activity_id,
        people.label("opened"),
        people.filter(is_passed).label("passed"),
        people.filter(is_passed, column.number == 1).label("at_once"),
    ).group_by(column.activity_id)


def _studied() -> sa.Select[Any]:
    """The measured minutes of who has earned, in the median."""
    median = sa.func.percentile_cont(0.5).within_group(study_times.c.seconds) / 60
    return (
        sa.select(enrolments.c.activity_id, median.label("studied"))
        .join(study_times, study_times.c.enrolment_id == enrolments.c.enrolment_id)
        .where(*EARNED)
        .group_by(enrolments.c.activity_id)
    )


def _tests() -> sa.Select[Any]:
    """What people knew before and after."""
    return sa.select(
        knowledge.c.activity_id,
        sa.func.count().label("tested"),
        sa.func.avg(knowledge.c.before).label("before"),
        sa.func.avg(knowledge.c.after).label("after"),
    ).group_by(knowledge.c.activity_id)
