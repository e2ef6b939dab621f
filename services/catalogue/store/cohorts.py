"""Employers' groups, and who lets which employer know of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.cohorts import CohortId, CohortRow, UnknownCohort
from contracts.catalogue.enrolments import EnrolmentState
from contracts.identity.consents import ConsentGiven, ConsentLevel
from kernel.values import ActivityId, OrganisationId, PersonId
from services.catalogue.domain.cohort import PURPOSE, Cohort
from services.catalogue.tables import cohort_members, cohorts, consents, enrolments


def note_consent(session: Session, event: ConsentGiven) -> None:
    """Remember that a person lets an organisation know of them."""
    facts = {
        "consent_id": event.consent_id,
        "person_id": event.person_id,
        "recipient_id": event.recipient_id,
        "purpose": event.purpose,
        "level": event.level,
    }
    session.execute(insert(consents).values(facts).on_conflict_do_nothing())


def forget_consent(session: Session, consent_id: UUID) -> None:
    session.execute(sa.delete(consents).where(consents.c.consent_id == consent_id))


def levels(
    session: Session, employer_id: OrganisationId, people: Collection[PersonId]
) -> dict[PersonId, set[ConsentLevel]]:
    """How much each of these people lets the employer know; who lets it know nothing is left out."""
    standing = consents.c.recipient_id == employer_id, consents.c.purpose == PURPOSE
    named = sa.bindparam("named", list(people), sa.ARRAY(sa.Uuid))
    query = sa.select(consents.c.person_id, consents.c.level)
    found: dict[PersonId, set[ConsentLevel]] = {}
    for row in session.execute(query.where(*standing, consents.c.person_id == sa.any_(named))):
        found.setdefault(PersonId(row.person_id), set()).add(row.level)
    return found


def add(session: Session, cohort: Cohort) -> None:
    session.add(cohort)


def of_employer(session: Session, cohort_id: CohortId, employer_id: OrganisationId) -> Cohort:
    """Raises: UnknownCohort -- there is none, or it is another employer's."""
    own = cohorts.c.cohort_id == cohort_id, cohorts.c.employer_id == employer_id
    cohort = session.scalar(sa.select(Cohort).where(*own))
    if cohort is None:
        raise UnknownCohort(cohort_id=cohort_id)
    return cohort


def is_of(session: Session, cohort_id: CohortId, employer_id: OrganisationId) -> bool:
    """Whether it is a group of this employer."""
    own = sa.exists().where(cohorts.c.cohort_id == cohort_id, cohorts.c.employer_id == employer_id)
    return bool(session.scalar(sa.select(own)))


def page(
    session: Session, employer_id: OrganisationId, *, before: CohortId | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """A page of the employer's groups, the newest first, with their members counted, and one row more."""
    number = sa.select(sa.func.count()).where(cohort_members.c.cohort_id == cohorts.c.cohort_id)
    found = sa.select(cohorts, number.scalar_subquery().label("members"))
    found = found.where(cohorts.c.employer_id == employer_id)
    if before is not None:
        found = found.where(cohorts.c.cohort_id < before)
    return session.execute(found.order_by(cohorts.c.cohort_id.desc()).limit(limit + 1)).all()


def size(session: Session, cohort_id: CohortId) -> int:
    own = cohort_members.c.cohort_id == cohort_id
    return session.scalar(sa.select(sa.func.count()).select_from(cohort_members).where(own)) or 0


def known(session: Session, cohort_id: CohortId, people: Collection[PersonId]) -> set[PersonId]:
    """Which of these people are members already."""
    named = sa.bindparam("named", list(people), sa.ARRAY(sa.Uuid))
    own = cohort_members.c.cohort_id == cohort_id, cohort_members.c.person_id == sa.any_(named)
    return set(session.scalars(sa.select(cohort_members.c.person_id).where(*own)))


def enter(session: Session, cohort_id: CohortId, row: CohortRow, at: datetime) -> None:
    facts = {"cohort_id": cohort_id, "person_id": row.person_id, "speciality": row.speciality, "added_at": at}
    session.execute(insert(cohort_members).values(facts).on_conflict_do_nothing())


def members(
    session: Session, cohort_id: CohortId, *, after: PersonId | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """A page of the members, and one row more."""
    found = sa.select(cohort_members).where(cohort_members.c.cohort_id == cohort_id)
    if after is not None:
        found = found.where(cohort_members.c.person_id > after)
    return session.execute(found.order_by(cohort_members.c.person_id).limit(limit + 1)).all()


def enrolled(
    session: Session, people: Collection[PersonId], activities: Collection[ActivityId]
) -> dict[tuple[PersonId, ActivityId], sa.Row[Any]]:
    """The enrolments of these people in these activities."""
    within = enrolments.c.person_id.in_(people), enrolments.c.activity_id.in_(activities)
    rows = session.execute(sa.select(enrolments).where(*within))
    return {(row.person_id, row.activity_id): row for row in rows}


def counts(session: Session, cohort: Cohort) -> dict[tuple[ActivityId, EnrolmentState], int]:
    """Of the members who let the employer know: how many are in which state, for each activity."""
    consenting = sa.exists().where(
        consents.c.person_id == cohort_members.c.person_id,
        consents.c.recipient_id == cohort.employer_id,
        consents.c.purpose == PURPOSE,
    )
    own = cohort_members.c.cohort_id == cohort.cohort_id, consenting
    query = (
        sa.select(enrolments.c.activity_id, enrolments.c.state, sa.func.count())
        .join(cohort_members, cohort_members.c.person_id == enrolments.c.person_id)
        .where(*own, enrolments.c.activity_id.in_([step.activity_id for step in cohort.plan]))
        .group_by(enrolments.c.activity_id, enrolments.c.state)
    )
    return {(ActivityId(row[0]), row[1]): row[2] for row in session.execute(query)}
