"""Employers' groups, as the employer may see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from contracts.catalogue import cohorts as contract
from contracts.catalogue.enrolments import EnrolmentState as State
from contracts.identity.consents import ConsentLevel
from kernel import cursors
from kernel.values import ActivityId, PersonId
from services.catalogue.domain.cohort import DETAILED
from services.catalogue.domain.enrolment import TAKING_PART, Enrolment
from services.catalogue.views.enrolments import EVIDENCE
from services.catalogue.views.participation import STATUSES

Counts = Mapping[tuple[ActivityId, State], int]
Levels = Mapping[PersonId, Collection[ConsentLevel]]
Enrolled = Mapping[tuple[PersonId, ActivityId], Any]


def cohort(record: Any, members: int) -> contract.Cohort:
    return contract.Cohort(
        cohort_id=record.cohort_id,
        employer_id=record.employer_id,
        title=record.title,
        plan=record.plan,
        members=members,
        created_at=record.created_at,
    )


def page(records: Sequence[Any], limit: int) -> contract.CohortPage:
    items = tuple(cohort(record, record.members) for record in records[:limit])
    cursor = cursors.encode(str(items[-1].cohort_id)) if len(records) > limit else None
    return contract.CohortPage(items=items, next_cursor=cursor)


def steps(
    plan: Sequence[contract.PlanStep], counts: Counts, members: int, today: date
) -> tuple[contract.StepProgress, ...]:
    """The sums of the whole group."""
    return tuple(_step(step, counts, members, today) for step in plan)


def member(
    record: Any, plan: Sequence[contract.PlanStep], levels: Levels, enrolled: Enrolled
) -> contract.MemberProgress:
    level = levels.get(record.person_id)
    told = [
        _member_step(step.activity_id, enrolled.get((record.person_id, step.activity_id)), level or ())
        for step in plan
    ]
    return contract.MemberProgress(
        person_id=record.person_id,
        speciality=record.speciality,
        has_consent=level is not None,
        steps=tuple(told) if level is not None else (),
    )


def proposed(enrolment: Enrolment, due_on: date, at: datetime) -> contract.EnrolmentProposed:
    return contract.EnrolmentProposed(
        occurred_at=at,
        enrolment_id=enrolment.enrolment_id,
        person_id=enrolment.person_id,
        activity_id=enrolment.activity_id,
        title=enrolment.title,
        due_on=due_on,
    )


def _step(step: contract.PlanStep, counts: Counts, members: int, today: date) -> contract.StepProgress:
    def of(*states: State) -> int:
        return sum(counts.get((step.activity_id, state), 0) for state in states)

    completed = of(State.COMPLETED)
    return contract.StepProgress(
        activity_id=step.activity_id,
        due_on=step.due_on,
        members=members,
        accepted=of(*TAKING_PART),
        completed=completed,
        failed=of(State.FAILED, State.REVOKED),
        overdue=members - completed if today > step.due_on else 0,
    )


def _member_step(
    activity_id: ActivityId, enrolment: Any, level: Collection[ConsentLevel]
) -> contract.MemberStep:
    if enrolment is None:
        return contract.MemberStep(
            activity_id=activity_id, enrolment_id=None, status=None, completed_on=None, credits=None
        )
    is_detailed = not DETAILED.isdisjoint(level) and enrolment.state is State.COMPLETED
    return contract.MemberStep(
        activity_id=activity_id,
        enrolment_id=enrolment.enrolment_id,
        status=STATUSES[enrolment.state],
        completed_on=enrolment.completed_on if is_detailed else None,
        credits=enrolment.credits if is_detailed else None,
        evidence=EVIDENCE[enrolment.source] if is_detailed and enrolment.source else None,
    )
