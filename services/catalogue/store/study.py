"""How long people work on modules."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

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
    begun = insert(study_times).values(enrolment_id=enrolment_id, heard_at=at, seconds=0)
    session.execute(begun.on_conflict_do_nothing())
    mine = study_times.c.enrolment_id == enrolment_id
    time = session.scalars(sa.select(StudyTime).where(mine).with_for_update()).one()
    others = (
        sa.select(sa.func.max(study_times.c.heard_at))
        .join(enrolments, enrolments.c.enrolment_id == study_times.c.enrolment_id)
        .where(enrolments.c.person_id == person_id, sa.not_(mine))
    )
    return time, session.scalar(others)


def minutes(session: Session, enrolment_id: EnrolmentId) -> int:
    """Whole ones; none yet are 0."""
    known = session.get(StudyTime, enrolment_id)
    return known.minutes if known is not None else 0
