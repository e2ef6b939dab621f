"""Every query of admission."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from contracts.admission.applications import ApplicationState
from contracts.catalogue.dictionaries import NomenclaturePublished
from kernel import mergers
from kernel.values import ApplicationId, PersonId
from services.admission.domain.application import UNDER_WAY, Application
from services.admission.domain.decision import Decision
from services.admission.domain.kinds import AdmissionKind, Policy, RefusalReason, Speciality
from services.admission.tables import (
    admission_kinds,
    applications,
    decisions,
    nomenclature,
    number_series,
    policies,
    refusal_reasons,
    specialities,
)

Row = TypeVar("Row")

# The mapping is imperative, so the class does not show that its attribute is a relationship.
CHECKS: InstrumentedAttribute[Any] = getattr(Application, "checks")  # noqa: B009


def _in_force(cls: type[Row], table: sa.Table, on: date) -> sa.Select[Row]:
    return sa.select(cls).where(
        table.c.valid_from <= on, sa.or_(table.c.valid_before.is_(None), table.c.valid_before > on)
    )


def kinds_on(session: Session, on: date) -> list[AdmissionKind]:
    """The kinds of admission in force on a day."""
    query = _in_force(AdmissionKind, admission_kinds, on)
    return list(session.scalars(query.order_by(admission_kinds.c.code)))


def kind_on(session: Session, code: str, on: date) -> AdmissionKind | None:
    query = _in_force(AdmissionKind, admission_kinds, on)
    return session.scalar(query.where(admission_kinds.c.code == code))


def reasons_on(session: Session, codes: Collection[str], on: date) -> list[RefusalReason]:
    """The reasons of those codes as worded on a day, in the order of their codes."""
    query = _in_force(RefusalReason, refusal_reasons, on)
    return list(
        session.scalars(query.where(refusal_reasons.c.code.in_(codes)).order_by(refusal_reasons.c.code))
    )


def speciality(session: Session, code: str) -> Speciality | None:
    return session.get(Speciality, code)


def note_nomenclature(session: Session, published: NomenclaturePublished) -> None:
    """Keep a version; the same once more changes nothing."""
    rows = [
        {
            "version": published.version,
            "place": place,
            "since": published.valid_from,
            "code": entry.code,
            "valid_from": entry.valid_from,
            "valid_before": entry.valid_before,
        }
        for place, entry in enumerate(published.entries)
    ]
    if rows:
        session.execute(insert(nomenclature).values(rows).on_conflict_do_nothing())


def is_speciality(session: Session, code: str, on: date) -> bool:
    """Whether a speciality is in force on a day.

    By the version of that day; before any that was announced to us, by what the suite came with.
    """
    latest = sa.select(nomenclature.c.version).where(nomenclature.c.since <= on)
    version = session.scalar(latest.order_by(nomenclature.c.since.desc()).limit(1))
    table: sa.Table = specialities
    own: sa.ColumnElement[bool] = sa.true()
    if version is not None:
        table, own = nomenclature, nomenclature.c.version == version
    found = sa.exists().where(own, table.c.code == code, *_lasts(table, on))
    return session.scalar(sa.select(found)) is True


def _lasts(table: sa.Table, on: date) -> tuple[sa.ColumnElement[bool], ...]:
    """In force on a day; open where nothing is said."""
    begun = sa.or_(table.c.valid_from.is_(None), table.c.valid_from <= on)
    return begun, sa.or_(table.c.valid_before.is_(None), table.c.valid_before > on)


def policy_on(session: Session, key: str, on: date) -> Policy | None:
    return session.scalar(_in_force(Policy, policies, on).where(policies.c.key == key))


def next_number(session: Session, series: str, year: int) -> int:
    """The next number of a series. Whoever takes one holds the series until the commit: no gaps."""
    first = insert(number_series).values(series=series, year=year, last=1)
    counted = first.on_conflict_do_update(
        index_elements=["series", "year"], set_={"last": number_series.c.last + 1}
    )
    number: int = session.execute(counted.returning(number_series.c.last)).scalar_one()
    return number


def under_way(session: Session, person_id: PersonId, speciality: str) -> ApplicationId | None:
    """The person's application for the speciality that has not been decided yet."""
    return session.scalar(
        sa.select(applications.c.application_id).where(
            applications.c.person_id == person_id,
            applications.c.speciality == speciality,
            applications.c.state.in_(UNDER_WAY),
        )
    )


def add_application(session: Session, application: Application) -> None:
    session.add(application)


def lock_application(session: Session, application_id: ApplicationId) -> Application | None:
    """The application with its checks, locked until the transaction ends."""
    return session.scalar(
        sa.select(Application)
        .where(applications.c.application_id == application_id)
        .options(selectinload(CHECKS))
        .with_for_update()
    )


def application(session: Session, application_id: ApplicationId) -> Application | None:
    return session.scalar(
        sa.select(Application)
        .where(applications.c.application_id == application_id)
        .options(selectinload(CHECKS))
    )


def page_of_person(
    session: Session, person_id: PersonId, before: UUID | None, limit: int
) -> Sequence[Application]:
    """The person's applications, newest first, older than `before`."""
    whose = applications.c.person_id.in_(mergers.accounts(session, person_id))
    query = sa.select(Application).where(whose).options(selectinload(CHECKS))
    if before is not None:
        query = query.where(applications.c.application_id < before)
    return session.scalars(query.order_by(applications.c.application_id.desc()).limit(limit)).all()


def concerned(session: Session, people: Collection[PersonId]) -> Sequence[Application]:
    """What these people have applied for or reviewed, locked until the transaction ends; the oldest first."""
    theirs = sa.or_(applications.c.person_id.in_(people), applications.c.reviewer_id.in_(people))
    found = sa.select(Application).where(theirs).order_by(applications.c.application_id)
    return session.scalars(found.with_for_update()).all()


def judged_by_applicant(session: Session, people: Collection[PersonId]) -> Sequence[ApplicationId]:
    """Applications of these people that one of them, or of their accounts, has reviewed or decided."""
    judge = sa.or_(decisions.c.decided_by.in_(people), applications.c.reviewer_id.in_(people))
    found = sa.select(applications.c.application_id).join(
        decisions, decisions.c.application_id == applications.c.application_id
    )
    own = applications.c.person_id.in_(people)
    return session.scalars(found.where(own, judge).order_by(applications.c.application_id)).all()


def page_waiting(
    session: Session, state: ApplicationState, judge: PersonId, after: UUID | None, limit: int
) -> Sequence[Application]:
    """The applications in a state that `judge` may judge, oldest first, newer than `after`."""
    query = (
        sa.select(Application)
        .where(
            applications.c.state == state,
            applications.c.person_id != judge,
            applications.c.reviewer_id.is_distinct_from(judge),
        )
        .options(selectinload(CHECKS))
    )
    if after is not None:
        query = query.where(applications.c.application_id > after)
    return session.scalars(query.order_by(applications.c.application_id).limit(limit)).all()


def add_decision(session: Session, decision: Decision) -> None:
    session.add(decision)


def decision_on(session: Session, application_id: ApplicationId) -> Decision | None:
    return session.get(Decision, application_id)


def lock_decision(session: Session, application_id: ApplicationId) -> Decision:
    """The decision as it is now, locked until the transaction ends."""
    return session.scalars(
        sa.select(Decision)
        .where(decisions.c.application_id == application_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def act_by_number(session: Session, number: str) -> tuple[Decision, str] | None:
    """The decision whose act has that number, and the speciality it speaks of."""
    query = sa.select(Decision, applications.c.speciality).join(
        applications, applications.c.application_id == decisions.c.application_id
    )
    found = session.execute(query.where(decisions.c.act_number == number)).one_or_none()
    return None if found is None else (found[0], found[1])
