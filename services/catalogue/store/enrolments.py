"""Enrolments: one for each person and activity, whatever became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.corrections import CorrectionReason
from contracts.catalogue.enrolments import EnrolmentState, UnknownEnrolment
from contracts.catalogue.participants import ListParticipants
from contracts.catalogue.participation import MoveSource
from kernel import mergers as accounts
from kernel.values import ActivityId, EnrolmentId, PersonId
from services.catalogue.domain.enrolment import Enrolment, leading_to
from services.catalogue.store import mergers
from services.catalogue.tables import corrections, enrolments

# What an enrolment is in until it is wished for, again or at all.
REOPENED = (EnrolmentState.CANCELLED, EnrolmentState.DRAFT)


def standing(session: Session, activity_id: ActivityId, person_id: PersonId) -> Enrolment | None:
    """The person's enrolment in an activity, whatever became of it, locked until the transaction ends."""
    own = enrolments.c.activity_id == activity_id, enrolments.c.person_id == person_id
    return session.scalar(sa.select(Enrolment).where(*own).with_for_update())


def open_or_reopen(session: Session, enrolment: Enrolment) -> Enrolment | None:
    """Store a new enrolment, or renew one that is no longer, or not yet, wished for, under its id.

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
        where=enrolments.c.state.in_(REOPENED),
    )
    return session.scalar(stored.returning(Enrolment), execution_options={"populate_existing": True})


def propose(session: Session, enrolment: Enrolment) -> bool:
    """Store what an employer proposes, unless the person has an enrolment there, whatever became of it."""
    facts = {column.name: getattr(enrolment, column.name) for column in enrolments.columns}
    stored = insert(enrolments).values(facts).on_conflict_do_nothing()
    return session.scalar(stored.returning(enrolments.c.enrolment_id)) is not None


def seen_by(session: Session, enrolment_id: EnrolmentId, person_id: PersonId) -> Enrolment:
    """A person's own, to be read. Raises: UnknownEnrolment -- there is none, or it is somebody else's."""
    people = accounts.accounts(session, person_id)
    mine = enrolments.c.enrolment_id == enrolment_id, enrolments.c.person_id.in_(people)
    found = session.scalar(sa.select(Enrolment).where(*mine))
    if found is None:
        raise UnknownEnrolment(enrolment_id=enrolment_id)
    return found


def own(session: Session, enrolment_id: EnrolmentId, person_id: PersonId) -> Enrolment:
    """The person's enrolment, locked until the transaction ends.

    Raises: UnknownEnrolment -- there is none, or it is somebody else's.
    """
    people = accounts.accounts(session, person_id)
    query = sa.select(Enrolment).where(
        enrolments.c.enrolment_id == enrolment_id, enrolments.c.person_id.in_(people)
    )
    enrolment = session.scalar(query.with_for_update())
    if enrolment is None:
        raise UnknownEnrolment(enrolment_id=enrolment_id)
    return enrolment


def exists(session: Session, enrolment_id: EnrolmentId) -> bool:
    known = sa.select(enrolments.c.enrolment_id).where(enrolments.c.enrolment_id == enrolment_id)
    return bool(session.scalar(sa.select(known.exists())))


def activity_of(session: Session, enrolment_id: EnrolmentId) -> ActivityId:
    """Raises: UnknownEnrolment."""
    found = sa.select(enrolments.c.activity_id).where(enrolments.c.enrolment_id == enrolment_id)
    activity_id = session.scalar(found)
    if activity_id is None:
        raise UnknownEnrolment(enrolment_id=enrolment_id)
    return ActivityId(activity_id)


def within(session: Session, activity_id: ActivityId, enrolment_id: EnrolmentId) -> Enrolment:
    """An enrolment in an activity, locked until the transaction ends.

    Raises: UnknownEnrolment -- there is none, or it is in another activity.
    """
    named = enrolments.c.enrolment_id == enrolment_id, enrolments.c.activity_id == activity_id
    enrolment = session.scalar(sa.select(Enrolment).where(*named).with_for_update())
    if enrolment is None:
        raise UnknownEnrolment(enrolment_id=enrolment_id)
    return enrolment


def completed_of(session: Session, person_id: PersonId, among: Sequence[ActivityId]) -> set[ActivityId]:
    """Which of these activities a person has completed."""
    own = enrolments.c.person_id == person_id, enrolments.c.state == EnrolmentState.COMPLETED
    found = sa.select(enrolments.c.activity_id).where(*own, enrolments.c.activity_id.in_(among))
    return set(session.scalars(found))


def state_of(session: Session, activity_id: ActivityId, person_id: PersonId | None) -> EnrolmentState | None:
    """What became of a person's enrolment in an activity; none where there is none."""
    found = sa.select(enrolments.c.state).where(
        enrolments.c.activity_id == activity_id, enrolments.c.person_id == person_id
    )
    return session.scalar(found)


def reported(
    session: Session, activity_id: ActivityId, ids: Sequence[EnrolmentId]
) -> dict[EnrolmentId, Enrolment]:
    """The enrolments of the activity under these ids, locked until the transaction ends.

    Under the id of one that gave way to another of the same person: that other.
    """
    instead = mergers.standing(session, ids)
    named = sa.bindparam("named", [instead.get(each, each) for each in ids], sa.ARRAY(sa.Uuid))
    query = (
        sa.select(Enrolment)
        .where(enrolments.c.enrolment_id == sa.any_(named))
        .where(enrolments.c.activity_id == activity_id)
        # In one order, so that two reports on the same people wait for each other instead of deadlocking.
        .order_by(enrolments.c.enrolment_id)
        .with_for_update()
    )
    found = {enrolment.enrolment_id: enrolment for enrolment in session.scalars(query)}
    return _as_named(found, instead)


def of_people(
    session: Session, activity_id: ActivityId, people: Collection[PersonId]
) -> dict[PersonId, Enrolment]:
    """The enrolments of these people in the activity."""
    now = accounts.now_of(session, people)
    named = sa.bindparam("named", list({*now.values()}), sa.ARRAY(sa.Uuid))
    found = sa.select(Enrolment).where(enrolments.c.person_id == sa.any_(named))
    in_activity = found.where(enrolments.c.activity_id == activity_id)
    known = {enrolment.person_id: enrolment for enrolment in session.scalars(in_activity)}
    return {person_id: known[kept_id] for person_id, kept_id in now.items() if kept_id in known}


def under(
    session: Session, activity_id: ActivityId, ids: Collection[EnrolmentId]
) -> dict[EnrolmentId, Enrolment]:
    """The enrolments of the activity under these ids; for one that gave way to another: that other."""
    instead = mergers.standing(session, ids)
    named = sa.bindparam("named", [instead.get(each, each) for each in ids], sa.ARRAY(sa.Uuid))
    found = sa.select(Enrolment).where(enrolments.c.enrolment_id == sa.any_(named))
    in_activity = found.where(enrolments.c.activity_id == activity_id)
    return _as_named({each.enrolment_id: each for each in session.scalars(in_activity)}, instead)


def _as_named(
    found: dict[EnrolmentId, Enrolment], instead: dict[EnrolmentId, EnrolmentId]
) -> dict[EnrolmentId, Enrolment]:
    return found | {named: found[stays] for named, stays in instead.items() if stays in found}


def keep_withdrawn(
    session: Session,
    withdrawn: Iterable[Enrolment],
    reason: CorrectionReason,
    *,
    note: str,
    by: PersonId,
    at: datetime,
) -> None:
    """Keep what was vouched for, and why no longer."""
    kept = ("enrolment_id", "completed_on", "minutes", "checks_passed", "source", "reported_at")
    why = {"reason": reason, "note": note, "corrected_by": by, "corrected_at": at}
    rows = [{**why, **{name: getattr(enrolment, name) for name in kept}} for enrolment in withdrawn]
    session.execute(corrections.insert(), rows)


def cancel_all(session: Session, activity_id: ActivityId) -> Sequence[sa.Row[Any]]:
    """Cancel every enrolment in an activity that may still be cancelled; the cancelled ones."""
    cancelled = (
        sa.update(enrolments)
        .where(enrolments.c.activity_id == activity_id)
        .where(enrolments.c.state.in_(leading_to(EnrolmentState.CANCELLED)))
        .values(state=EnrolmentState.CANCELLED, moved_by=MoveSource.PROVIDER, offered_until=None)
    )
    return session.execute(cancelled.returning(*enrolments.columns)).all()


def of_person(
    session: Session, person_id: PersonId, *, before: EnrolmentId | None, limit: int
) -> Sequence[sa.Row[Any]]:
    """A page of the person's enrolments, the newest first, and one row more."""
    page = sa.select(enrolments).where(enrolments.c.person_id.in_(accounts.accounts(session, person_id)))
    if before is not None:
        page = page.where(enrolments.c.enrolment_id < before)
    return session.execute(page.order_by(enrolments.c.enrolment_id.desc()).limit(limit + 1)).all()


def of_activity(
    session: Session, query: ListParticipants, *, after: EnrolmentId | None
) -> Sequence[sa.Row[Any]]:
    """A page of the activity's enrolments, the oldest first, and one row more."""
    page = sa.select(enrolments).where(enrolments.c.activity_id == query.activity_id)
    if query.state is not None:
        page = page.where(enrolments.c.state == query.state)
    if after is not None:
        page = page.where(enrolments.c.enrolment_id > after)
    return session.execute(page.order_by(enrolments.c.enrolment_id).limit(query.limit + 1)).all()
