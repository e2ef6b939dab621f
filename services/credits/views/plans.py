"""Plans, how they go, and what is announced of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from contracts.credits import plan_progress as progress_contract
from contracts.credits import plans as contract
from kernel import cursors
from kernel.messages import Event
from kernel.values import PersonId
from services.credits.domain.plan import Plan, changes, checks, price
from services.credits.domain.progress import Course, Deviation, ItemDone

NOTHING_WRITTEN = contract.PlanContent()


def plan(
    of: Plan,
    content: contract.PlanContent,
    *,
    comments: Sequence[Any] = (),
    deviations: Sequence[Any] = (),
) -> contract.Plan:
    return contract.Plan(
        plan_id=of.plan_id,
        person_id=of.person_id,
        cycle_id=of.cycle_id,
        employer_id=of.employer_id,
        state=of.state,
        version=of.version,
        active_version=of.active_version,
        decide_by=of.decide_by,
        content=content,
        checks=checks(content),
        price=price(content),
        comments=tuple(map(_comment, comments)),
        deviations=tuple(map(_deviation, deviations)),
    )


def page(found: Sequence[tuple[Plan, contract.PlanContent]], limit: int) -> contract.PlanPage:
    """found: one more than the limit where there is a next page."""
    shown = found[:limit]
    return contract.PlanPage(
        items=tuple(plan(each, content) for each, content in shown),
        next_cursor=cursors.encode(str(shown[-1][0].plan_id)) if len(found) > limit else None,
    )


def versions(plan_id: UUID, rows: Sequence[Any]) -> contract.PlanVersions:
    """rows: the newest first."""
    contents = [*(row.content for row in rows), NOTHING_WRITTEN]
    return contract.PlanVersions(
        plan_id=plan_id,
        items=tuple(
            contract.PlanVersion(
                version=row.version,
                reason=row.reason,
                written_by=row.written_by,
                written_at=row.written_at,
                content=after,
                changes=tuple(changes(before, after)),
            )
            for row, (after, before) in zip(rows, pairwise(contents), strict=True)
        ),
    )


def progress(of: Plan, version: int, course: Course, known: Sequence[Any]) -> progress_contract.PlanProgress:
    return progress_contract.PlanProgress(
        plan_id=of.plan_id,
        version=version,
        on=course.today,
        items=tuple(_item(each, course) for each in course.items()),
        points=tuple(
            progress_contract.ProgressPoint(
                on=day,
                planned=course.planned_by(day),
                found=course.found_by(day) if day <= course.today else None,
                required=course.required_by(day),
            )
            for day in course.days()
        ),
        deviations=tuple(map(_deviation, known)),
    )


def submitted(of: Plan, at: datetime) -> Event:
    """What became of a plan that was submitted: it was approved at once where there is no employer."""
    if of.employer_id is None or of.decide_by is None:
        return approved(of, None, at)
    return progress_contract.PlanSubmitted(
        occurred_at=at,
        plan_id=of.plan_id,
        person_id=of.person_id,
        cycle_id=of.cycle_id,
        employer_id=of.employer_id,
        version=of.version,
        decide_by=of.decide_by,
    )


def approved(of: Plan, by: PersonId | None, at: datetime) -> progress_contract.PlanApproved:
    return progress_contract.PlanApproved(
        occurred_at=at,
        plan_id=of.plan_id,
        person_id=of.person_id,
        cycle_id=of.cycle_id,
        employer_id=of.employer_id,
        version=of.version,
        approved_by=by,
    )


def returned(of: Plan, at: datetime) -> progress_contract.PlanReturned:
    return progress_contract.PlanReturned(
        occurred_at=at, plan_id=of.plan_id, person_id=of.person_id, version=of.version
    )


def detected(of: Plan, deviation: Deviation, at: datetime) -> progress_contract.DeviationDetected:
    return progress_contract.DeviationDetected(
        occurred_at=at,
        plan_id=of.plan_id,
        person_id=of.person_id,
        employer_id=of.employer_id,
        version=of.active_version or of.version,
        kind=deviation.kind,
        subject_code=deviation.subject,
        required=deviation.required,
        found=deviation.found,
        due=deviation.due,
    )


def _item(done: ItemDone, course: Course) -> progress_contract.ItemProgress:
    return progress_contract.ItemProgress(
        code=done.item.code,
        kind=done.item.kind,
        credits=done.item.credits,
        due=done.item.due,
        done=done.done,
        is_late=done.is_late(course.today),
    )


def _comment(row: Any) -> contract.PlanComment:
    return contract.PlanComment(
        version=row.version,
        author=row.author,
        is_employer=row.is_employer,
        text=row.text,
        written_at=row.written_at,
    )


def _deviation(row: Any) -> contract.PlanDeviation:
    return contract.PlanDeviation(
        kind=row.kind,
        subject=row.subject,
        required=row.required,
        found=row.found,
        due=row.due,
        detected_at=row.detected_at,
        text=row.text,
        text_en=row.text_en,
    )
