"""Live events, and what was seen of those who attended them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.enrolments import UnknownEnrolment
from contracts.catalogue.presence import BadgeScan, NotLive, PresenceTrace, ScanDirection
from kernel.values import ActivityId, EnrolmentId, PersonId
from services.catalogue.domain.enrolment import TAKING_PART, Enrolment
from services.catalogue.domain.presence import Counted, Live
from services.catalogue.domain.spans import Span
from services.catalogue.tables import (
    badge_scans,
    enrolments,
    live_events,
    presence_answers,
    presence_spans,
    presence_verdicts,
)


def open_once(session: Session, live: Live) -> Live:
    """The event as it was opened first."""
    values = {column.name: getattr(live, column.name) for column in live_events.columns}
    session.execute(insert(live_events).values(values).on_conflict_do_nothing())
    return locked(session, live.activity_id)


def locked(session: Session, activity_id: ActivityId) -> Live:
    """Raises: NotLive -- it was never opened."""
    query = sa.select(Live).where(live_events.c.activity_id == activity_id)
    return _found(session.scalar(query.with_for_update()), activity_id)


def held(session: Session, activity_id: ActivityId) -> Live:
    """The event; nobody closes it until the transaction ends. Raises: NotLive."""
    query = sa.select(Live).where(live_events.c.activity_id == activity_id)
    return _found(session.scalar(query.with_for_update(read=True)), activity_id)


def attended_by(session: Session, activity_id: ActivityId, person_id: PersonId) -> EnrolmentId:
    """The person's enrolment. Raises: UnknownEnrolment -- they take no part."""
    of = enrolments.c.activity_id == activity_id, enrolments.c.person_id == person_id
    part = sa.select(enrolments.c.enrolment_id).where(*of, enrolments.c.state.in_(TAKING_PART))
    enrolment_id = session.scalar(part)
    if enrolment_id is None:
        raise UnknownEnrolment(activity_id=activity_id)
    return EnrolmentId(enrolment_id)


def extend(session: Session, enrolment_id: EnrolmentId, at: datetime, silence: timedelta) -> None:
    """Somebody is there: go on with their last span, or begin one after a longer silence."""
    column = presence_spans.c
    last = (
        sa.select(column.begins)
        .where(column.enrolment_id == enrolment_id, column.ends >= at - silence)
        .order_by(column.begins.desc())
        .limit(1)
        .scalar_subquery()
    )
    same = sa.update(presence_spans).where(column.enrolment_id == enrolment_id, column.begins == last)
    gone_on = session.execute(same.values(ends=sa.func.greatest(column.ends, at)).returning(column.begins))
    if gone_on.first() is None:
        begun = insert(presence_spans).values(enrolment_id=enrolment_id, begins=at, ends=at)
        session.execute(begun.on_conflict_do_nothing())


def answer(session: Session, enrolment_id: EnrolmentId, number: int, at: datetime) -> None:
    """Note an answer; the first counts."""
    row = insert(presence_answers).values(enrolment_id=enrolment_id, number=number, answered_at=at)
    session.execute(row.on_conflict_do_nothing())


def answered(session: Session, enrolment_id: EnrolmentId) -> set[int]:
    return set(
        session.scalars(
            sa.select(presence_answers.c.number).where(presence_answers.c.enrolment_id == enrolment_id)
        )
    )


def note_scans(session: Session, scans: Sequence[BadgeScan]) -> int:
    """How many of them were new."""
    rows = [vars(scan) for scan in scans]
    if not rows:
        return 0
    noted = insert(badge_scans).values(rows).on_conflict_do_nothing()
    return len(session.execute(noted.returning(badge_scans.c.enrolment_id)).all())


def participants(session: Session, activity_id: ActivityId) -> Sequence[Enrolment]:
    """Everybody of whom anything was seen, locked until the transaction ends."""
    seen = [
        sa.exists().where(table.c.enrolment_id == enrolments.c.enrolment_id)
        for table in (presence_spans, badge_scans)
    ]
    query = sa.select(Enrolment).where(enrolments.c.activity_id == activity_id, sa.or_(*seen))
    return session.scalars(query.order_by(enrolments.c.enrolment_id).with_for_update()).all()


def spans(session: Session, ids: Collection[EnrolmentId]) -> dict[EnrolmentId, list[Span]]:
    found: dict[EnrolmentId, list[Span]] = defaultdict(list)
    for row in session.execute(sa.select(presence_spans).where(presence_spans.c.enrolment_id.in_(ids))):
        found[EnrolmentId(row.enrolment_id)].append((row.begins, row.ends))
    return found


def answers(session: Session, ids: Collection[EnrolmentId]) -> dict[EnrolmentId, dict[int, datetime]]:
    found: dict[EnrolmentId, dict[int, datetime]] = defaultdict(dict)
    for row in session.execute(sa.select(presence_answers).where(presence_answers.c.enrolment_id.in_(ids))):
        found[EnrolmentId(row.enrolment_id)][row.number] = row.answered_at
    return found


def scans(
    session: Session, ids: Collection[EnrolmentId]
) -> dict[EnrolmentId, list[tuple[datetime, ScanDirection]]]:
    found: dict[EnrolmentId, list[tuple[datetime, ScanDirection]]] = defaultdict(list)
    for row in session.execute(sa.select(badge_scans).where(badge_scans.c.enrolment_id.in_(ids))):
        found[EnrolmentId(row.enrolment_id)].append((row.scanned_at, row.direction))
    return found


def counted_elsewhere(session: Session, people: Collection[PersonId]) -> dict[PersonId, list[Span]]:
    """The moments that have counted for these people in other events."""
    found: dict[PersonId, list[Span]] = defaultdict(list)
    # Two events that close at once wait here for each other, person by person, in one order.
    keys = sorted(int.from_bytes(person.bytes[8:], signed=True) for person in people)
    for key in keys:
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))
    query = sa.select(presence_verdicts).where(presence_verdicts.c.person_id.in_(people))
    for row in session.execute(query):
        found[PersonId(row.person_id)].extend(row.spans)
    return found


def keep(
    session: Session,
    people: Sequence[Enrolment],
    counted: Mapping[EnrolmentId, Counted],
    accepted: Collection[EnrolmentId],
) -> None:
    """Keep what presence came to; the moments of whoever was accepted count nowhere else."""
    rows = [
        {
            "enrolment_id": one.enrolment_id,
            "person_id": one.person_id,
            "trace": counted[one.enrolment_id].trace,
            "spans": tuple(counted[one.enrolment_id].spans) if one.enrolment_id in accepted else (),
        }
        for one in people
    ]
    if rows:
        session.execute(presence_verdicts.insert(), rows)


def trace_of(session: Session, enrolment_id: EnrolmentId, person_id: PersonId) -> PresenceTrace:
    """Raises: UnknownEnrolment -- it is another person's, or nothing was judged."""
    column = presence_verdicts.c
    mine = column.enrolment_id == enrolment_id, column.person_id == person_id
    trace: PresenceTrace | None = session.scalar(sa.select(column.trace).where(*mine))
    if trace is None:
        raise UnknownEnrolment(enrolment_id=enrolment_id)
    return trace


def _found(live: Live | None, activity_id: ActivityId) -> Live:
    if live is None:
        raise NotLive(rule="presence.not_open", activity_id=activity_id)
    return live
