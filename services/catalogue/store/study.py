"""How long people work on modules."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.enrolments import UnknownEnrolment
from kernel.values import EnrolmentId, PersonId
from services.catalogue.domain.study import StudyTime
from services.catalogue.tables import enrolments, study_times

# Of the locks that belong to no row: one for each person who studies.
STUDYING = 7_401


def clock_of(
    session: Session, enrolment_id: EnrolmentId, person_id: PersonId, at: datetime
) -> tuple[StudyTime, datetime | None]:
    """The time of an enrolment, locked, and the last sign of the same person in any other module.

    The lock is the person's, not the row's: two modules at once wait for each other. It is taken after
    every row that is locked, and before anything is announced.
    """
    person = sa.func.hashtext(str(person_id))
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(STUDYING, person)))
    found = _clock(session, enrolment_id, person_id)
    if found is None:
        begun = insert(study_times).values(enrolment_id=enrolment_id, heard_at=at, seconds=0)
        session.execute(begun.on_conflict_do_nothing())
        found = _clock(session, enrolment_id, person_id)
    if found is None:
        raise UnknownEnrolment(enrolment_id=enrolment_id)
    return found


def _clock(
    session: Session, enrolment_id: EnrolmentId, person_id: PersonId
) -> tuple[StudyTime, datetime | None] | None:
    """Locked. None: nothing has been heard yet."""
    other = study_times.alias("other")
    elsewhere = (
        sa.select(sa.func.max(other.c.heard_at))
        .join(enrolments, enrolments.c.enrolment_id == other.c.enrolment_id)
        .where(enrolments.c.person_id == person_id, other.c.enrolment_id != enrolment_id)
        .scalar_subquery()
    )
    query = sa.select(StudyTime, elsewhere).where(study_times.c.enrolment_id == enrolment_id)
    found = session.execute(query.with_for_update(of=StudyTime)).one_or_none()
    return None if found is None else (found[0], found[1])


def minutes(session: Session, enrolment_id: EnrolmentId) -> int:
    """Whole ones; none yet are 0."""
    known = session.get(StudyTime, enrolment_id)
    return known.minutes if known is not None else 0
