"""Plans: to be changed, under a lock; to be read, with all that belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.credits.plans import PlanContent, PlanState, UnknownPlan
from kernel.values import CycleId, OrganisationId, PersonId, new_id
from services.credits import tables
from services.credits.domain.plan import Plan
from services.credits.tables.planning import employers, plan_comments, plan_versions, plans

_plan, _version, _comment = plans.c, plan_versions.c, plan_comments.c
_cycle = tables.cycles.c

# What one look for work brings.
AT_ONCE = 200


def add(session: Session, plan: Plan) -> None:
    session.add(plan)
    session.flush()  # the versions refer to the plan by its key alone


def of_cycle(session: Session, cycle_id: CycleId) -> Plan | None:
    """The plan of a cycle, locked until the transaction ends."""
    return session.scalar(sa.select(Plan).where(_plan.cycle_id == cycle_id).with_for_update())


def of(session: Session, plan_id: UUID) -> Plan:
    """Raises: UnknownPlan."""
    return _only(session.get(Plan, plan_id), plan_id)


def locked(session: Session, plan_id: UUID) -> Plan:
    """The plan; nobody else changes it until the transaction ends.

    Raises: UnknownPlan.
    """
    return _only(session.get(Plan, plan_id, with_for_update=True, populate_existing=True), plan_id)


def write(
    session: Session, plan: Plan, content: PlanContent, *, reason: str | None, by: PersonId, at: datetime
) -> None:
    """Keep what the plan's version says."""
    row = {"content": content, "reason": reason, "written_by": by, "written_at": at}
    session.execute(plan_versions.insert().values(plan_id=plan.plan_id, version=plan.version, **row))


def content(session: Session, plan: Plan, version: int | None = None) -> PlanContent:
    """What a version says; the last one where none is named."""
    of_plan = _version.plan_id == plan.plan_id, _version.version == (version or plan.version)
    found: PlanContent = session.scalars(sa.select(_version.content).where(*of_plan)).one()
    return found


def versions(session: Session, plan_id: UUID) -> Sequence[sa.Row[Any]]:
    """The newest first."""
    found = sa.select(plan_versions).where(_version.plan_id == plan_id)
    return session.execute(found.order_by(_version.version.desc())).all()


def comment(
    session: Session, plan: Plan, text: str, *, by: PersonId, is_employer: bool, at: datetime
) -> None:
    row = {"comment_id": new_id(), "plan_id": plan.plan_id, "version": plan.version, "text": text}
    said = {"author": by, "is_employer": is_employer, "written_at": at}
    session.execute(plan_comments.insert().values(row | said))


def comments(session: Session, plan_id: UUID) -> Sequence[sa.Row[Any]]:
    """The oldest first."""
    found = sa.select(plan_comments).where(_comment.plan_id == plan_id)
    return session.execute(found.order_by(_comment.comment_id)).all()


def of_person(
    session: Session, person_id: PersonId, *, before: UUID | None, limit: int
) -> list[tuple[Plan, PlanContent]]:
    """A page of the person's plans, the newest first, each with what it says, and one row more."""
    return _page(session, before, limit, _plan.person_id == person_id)


def to_decide(
    session: Session, employer_id: OrganisationId, *, but: PersonId, before: UUID | None, limit: int
) -> list[tuple[Plan, PlanContent]]:
    """A page of what the employer is asked to approve, the newest first, and one row more. but: by whom."""
    submitted: sa.ColumnElement[str] = sa.literal_column("'submitted'")
    asked = _plan.employer_id == employer_id, _plan.state == submitted, _plan.person_id != but
    return _page(session, before, limit, *asked)


def overdue(session: Session, today: date) -> Sequence[UUID]:
    """Plans that the employer has not decided on in time."""
    late = _plan.state == PlanState.SUBMITTED, _plan.decide_by < today
    return session.scalars(sa.select(_plan.plan_id).where(*late).limit(AT_ONCE)).all()


def unwatched(session: Session, today: date) -> Sequence[UUID]:
    """Approved plans of cycles that run, for which nobody has looked for deviations today."""
    not_yet = sa.or_(_plan.watched_on.is_(None), _plan.watched_on < today)
    held = _cycle.merged_at.is_(None), _cycle.ends_before > today
    running = sa.and_(_cycle.cycle_id == _plan.cycle_id, *held)
    found = sa.select(_plan.plan_id).join(tables.cycles, running)
    return session.scalars(found.where(_plan.active_version.is_not(None), not_yet).limit(AT_ONCE)).all()


def is_employer(session: Session, organisation_id: OrganisationId) -> bool:
    known = sa.select(employers.c.organisation_id).where(employers.c.organisation_id == organisation_id)
    return session.scalar(known) is not None


def note_employer(session: Session, organisation_id: OrganisationId) -> None:
    session.execute(insert(employers).values(organisation_id=organisation_id).on_conflict_do_nothing())


def _page(
    session: Session, before: UUID | None, limit: int, *whose: sa.ColumnElement[bool]
) -> list[tuple[Plan, PlanContent]]:
    last = sa.and_(_version.plan_id == _plan.plan_id, _version.version == _plan.version)
    found = sa.select(Plan, _version.content).join(plan_versions, last).where(*whose)
    if before is not None:
        found = found.where(_plan.plan_id < before)
    rows = session.execute(found.order_by(_plan.plan_id.desc()).limit(limit + 1))
    return [(plan, said) for plan, said in rows]


def _only(plan: Plan | None, plan_id: UUID) -> Plan:
    if plan is None:
        raise UnknownPlan(plan_id=plan_id)
    return plan
