"""Enrolments: one for each person and activity, whatever became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.corrections import CorrectAttendance
from contracts.catalogue.enrolments import EnrolmentState, UnknownEnrolment
from kernel.values import ActivityId, EnrolmentId, PersonId
from services.catalogue.domain.enrolment import Enrolment, leading_to
from services.catalogue.tables import corrections, enrolments


def open_or_reopen(session: Session, enrolment: Enrolment) -> Enrolment | None:
    """Store a new enrolment, or renew the cancelled one of the same person and activity under its id.

    None: there is one that still stands. A simultaneous twin waits here for the commit.
    """
    new = insert(Enrolment).values(
        {column.name: getattr(enrolment, column.name) for column in enrolments.columns}
    )
    renewed = {
        column.name: new.excluded[column.name]
        for column in enrolments.columns
        if column.name != "enrolment_id"
    }
    stored = new.on_conflict_do_update(
        index_elements=[enrolments.c.person_id, enrolments.c.activity_id],
        set_=renewed,
        where=enrolments.c.state.in_(leading_to(EnrolmentState.ENROLLED)),
    )
    return session.scalar(stored.returning(Enrolment))


def own(session: Session, enrolment_id: EnrolmentId, person_id: PersonId) -> Enrolment:
    """The person's enrolment, locked until the transaction ends.

    Raises: UnknownEnrolment -- there is none, or it is somebody else's.
    """
    query = sa.select(Enrolment).where(
        enrolments.c.enrolment_id == enrolment_id, enrolments.c.person_id == person_id
    )
    enrolment = session.scalar(query.with_for_update())
    if enrolment is None:
        raise UnknownEnrolment(enrolment_id=enrolment_id)
    return enrolment


def state_of(session: Session, activity_id: ActivityId, person_id: PersonId | None) -> EnrolmentState | None:
    """What became of a person's enrolment in an activity; none where there is none."""
    found = sa.select(enrolments.c.state).where(
        enrolments.c.activity_id == activity_id, enrolments.c.person_id == person_id
    )
    return session.scalar(found)


def reported(
    session: Session, activity_id: ActivityId, ids: Sequence[EnrolmentId]
) -> dict[EnrolmentId, Enrolment]:
    """The enrolments of the activity under these ids, locked until the transaction ends."""
    named = sa.bindparam("named", ids, sa.ARRAY(sa.Uuid))
    query = (
        sa.select(Enrolment)
        .where(enrolments.c.enrolment_id == sa.any_(named))
        .where(enrolments.c.activity_id == activity_id)
        # In one order, so that two reports on the same people wait for each other instead of deadlocking.
        .order_by(enrolments.c.enrolment_id)
        .with_for_update()
    )
    return {enrolment.enrolment_id: enrolment for enrolment in session.scalars(query)}


def of_people(
    session: Session, activity_id: ActivityId, people: Collection[PersonId]
) -> dict[PersonId, Enrolment]:
    """The enrolments of these people in the activity."""
    named = sa.bindparam("named", list(people), sa.ARRAY(sa.Uuid))
    found = sa.select(Enrolment).where(enrolments.c.person_id == sa.any_(named))
    in_activity = found.where(enrolments.c.activity_id == activity_id)
    return {enrolment.person_id: enrolment for enrolment in session.scalars(in_activity)}


def under(
    session: Session, activity_id: ActivityId, ids: Collection[EnrolmentId]
) -> dict[EnrolmentId, Enrolment]:
    """The enrolments of the activity under these ids."""
    named = sa.bindparam("named", list(ids), sa.ARRAY(sa.Uuid))
    found = sa.select(Enrolment).where(enrolments.c.enrolment_id == sa.any_(named))
    in_activity = found.where(enrolments.c.activity_id == activity_id)
    return {enrolment.enrolment_id: enrolment for enrolment in session.scalars(in_activity)}


def keep_withdrawn(
    session: Session,
    withdrawn: Iterable[Enrolment],
    command: CorrectAttendance,
    *,
    by: PersonId,
    at: datetime,
) -> None:
    """Keep what was vouched for, and why no longer."""
    kept = ("enrolment_id", "completed_on", "minutes", "checks_passed", "source", "reported_at")
    why = {"reason": command.reason, "note": command.note, "corrected_by": by, "corrected_at": at}
    rows = [{**why, **{name: getattr(enrolment, name) for name in kept}} for enrolment in withdrawn]
    session.execute(corrections.insert(), rows)


def cancel_all(session: Session, activity_id: ActivityId) -> Sequence[sa.Row[Any]]:
    """Cancel every enrolment in an activity that may still be cancelled; the cancelled ones."""
    cancelled = (
        sa.update(enrolments)
        .where(enrolments.c.activity_id == activity_id)
        .where(enrolments.c.state.in_(leading_to(EnrolmentState.CANCELLED)))
        .values(state=EnrolmentState.CANCELLED)
    )
    return session.execute(cancelled.returning(*enrolments.columns)).all()


def of_person(
    session: Session, person_id: PersonId, *, before: EnrolmentId | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """A page of the person's enrolments, the newest first, and one row more."""
    page = sa.select(enrolments).where(enrolments.c.person_id == person_id)
    if before is not None:
        page = page.where(enrolments.c.enrolment_id < before)
    return session.execute(page.order_by(enrolments.c.enrolment_id.desc()).limit(limit + 1)).all()


def of_activity(
    session: Session, activity_id: ActivityId, *, after: EnrolmentId | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """A page of the activity's enrolments, the oldest first, and one row more."""
    page = sa.select(enrolments).where(enrolments.c.activity_id == activity_id)
    if after is not None:
        page = page.where(enrolments.c.enrolment_id > after)
    return session.execute(page.order_by(enrolments.c.enrolment_id).limit(limit + 1)).all()
