"""Rosters: the work, the rows, and what they came to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.enrolments import AttendanceRow
from contracts.catalogue.rosters import RosterId, RosterState, RosterVerdict, UnknownRoster
from kernel.values import ActivityId, EnrolmentId, OrganisationId
from services.catalogue.domain.roster import SOUND, Roster
from services.catalogue.domain.roster_verdict import Checked
from services.catalogue.tables import is_at_work, roster_rows, rosters

# Rosters worked on at once, by all processes together: what is left of them serves people.
AT_ONCE = 2
CLAIMING = 0x726F73746572  # the advisory lock under which work is handed out


def announce(session: Session, roster: Roster) -> Roster:
    """Store a new roster; where the same bytes are known for the activity, the roster that they are."""
    values = {column.name: getattr(roster, column.name) for column in rosters.columns}
    known = rosters.c.state != sa.literal_column("'rejected'")
    added = (
        insert(Roster)
        .values(values)
        .on_conflict_do_nothing(index_elements=[rosters.c.activity_id, rosters.c.sha256], index_where=known)
    )
    stored: Roster | None = session.scalar(added.returning(Roster))
    if stored is not None:
        return stored
    same = rosters.c.activity_id == roster.activity_id, rosters.c.sha256 == roster.sha256
    return session.scalars(sa.select(Roster).where(known, *same)).one()


def own(session: Session, roster_id: RosterId, provider_id: OrganisationId | None) -> Roster:
    """Raises: UnknownRoster -- there is none, or it is another provider's."""
    return _own(session, roster_id, provider_id, sa.select(Roster))


def own_locked(session: Session, roster_id: RosterId, provider_id: OrganisationId | None) -> Roster:
    """The same, locked until the transaction ends. Raises: UnknownRoster."""
    return _own(session, roster_id, provider_id, sa.select(Roster).with_for_update())


def at_work(session: Session, roster_id: RosterId, position: int) -> Roster | None:
    """The roster, locked, if nobody has gone on with it since it stood at `position`."""
    same = rosters.c.roster_id == roster_id, rosters.c.position == position, is_at_work
    return session.scalar(sa.select(Roster).where(*same).with_for_update())


def activity_of(session: Session, roster_id: RosterId) -> ActivityId:
    of = sa.select(rosters.c.activity_id).where(rosters.c.roster_id == roster_id)
    return ActivityId(session.scalars(of).one())


def posting(session: Session, roster_id: RosterId) -> Roster | None:
    """The roster, locked, if it is being posted."""
    same = rosters.c.roster_id == roster_id, rosters.c.state == RosterState.POSTING
    return session.scalar(sa.select(Roster).where(*same).with_for_update())


def claim(session: Session, at: datetime) -> Roster | None:
    """The oldest on which there is work and nobody works, if a place is free; its lease is for the caller."""
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(CLAIMING)))
    leased = sa.select(sa.func.count()).where(is_at_work, rosters.c.leased_until > at)
    if session.scalars(leased).one() >= AT_ONCE:
        return None
    free = sa.or_(rosters.c.leased_until.is_(None), rosters.c.leased_until <= at)
    oldest = sa.select(Roster).where(is_at_work, free).order_by(rosters.c.roster_id).limit(1)
    return session.scalar(oldest.with_for_update())


def named_before(
    session: Session, roster_id: RosterId, enrolments: Collection[EnrolmentId]
) -> set[EnrolmentId]:
    """Which of these enrolments earlier rows name."""
    named = sa.bindparam("named", list(enrolments), sa.ARRAY(sa.Uuid))
    query = sa.select(roster_rows.c.enrolment_id).where(
        roster_rows.c.roster_id == roster_id, roster_rows.c.enrolment_id == sa.any_(named)
    )
    return set(session.scalars(query))


def keep(session: Session, roster_id: RosterId, checked: Sequence[Checked]) -> None:
    """Keep the verdicts of rows."""
    if checked:
        session.execute(roster_rows.insert(), [{"roster_id": roster_id, **row.kept} for row in checked])


def forget_rows(session: Session, roster_id: RosterId) -> None:
    session.execute(sa.delete(roster_rows).where(roster_rows.c.roster_id == roster_id))


def verdicts(session: Session, ids: Collection[RosterId]) -> dict[RosterId, dict[RosterVerdict, int]]:
    """How many rows of each roster have which verdict."""
    row = roster_rows.c
    counted = sa.select(row.roster_id, row.verdict, sa.func.count())
    found: dict[RosterId, dict[RosterVerdict, int]] = {each: {} for each in ids}
    query = counted.where(row.roster_id.in_(ids)).group_by(row.roster_id, row.verdict)
    for roster_id, verdict, count in session.execute(query):
        found[roster_id][verdict] = count
    return found


def to_post(session: Session, roster: Roster, size: int) -> list[tuple[int, AttendanceRow]]:
    """The next rows that may be posted, by number."""
    row = roster_rows.c
    sound = (
        sa.select(row.number, row.enrolment_id, row.attended_on, row.minutes, row.checks_passed)
        .where(row.roster_id == roster.roster_id, row.verdict.in_(SOUND), row.number > roster.position)
        .order_by(row.number)
        .limit(size)
    )
    return [
        (number, AttendanceRow(enrolment_id=who, attended_on=day, minutes=minutes, checks_passed=checks))
        for number, who, day, minutes, checks in session.execute(sound)
    ]


def judge_anew(session: Session, roster_id: RosterId, changed: Sequence[Checked]) -> None:
    """Keep the verdicts of rows that became others between the check and the posting."""
    if not changed:
        return
    of_roster = roster_rows.c.roster_id == sa.bindparam("of", type_=sa.Uuid)
    one = roster_rows.update().where(of_roster, roster_rows.c.number == sa.bindparam("at"))
    parameters = [{"of": roster_id, "at": row.line.number, **row.judged} for row in changed]
    session.connection().execute(one, parameters)


def of_activity(
    session: Session, activity_id: ActivityId, *, before: RosterId | None, limit: int
) -> Sequence[Roster]:
    """A page of the activity's rosters, the newest first, and one more."""
    page = sa.select(Roster).where(rosters.c.activity_id == activity_id)
    if before is not None:
        page = page.where(rosters.c.roster_id < before)
    return session.scalars(page.order_by(rosters.c.roster_id.desc()).limit(limit + 1)).all()


def rows(
    session: Session, roster_id: RosterId, *, verdict: RosterVerdict | None, after: int, limit: int
) -> Sequence[sa.Row[Any]]:
    """A page of rows behind a number, and one more."""
    page = sa.select(roster_rows).where(roster_rows.c.roster_id == roster_id, roster_rows.c.number > after)
    if verdict is not None:
        page = page.where(roster_rows.c.verdict == verdict)
    return session.execute(page.order_by(roster_rows.c.number).limit(limit + 1)).all()


def unchecked(session: Session, before: datetime, limit: int) -> Sequence[Roster]:
    """Rosters announced before an instant and never checked, locked."""
    left = rosters.c.state == RosterState.EXPECTED, rosters.c.announced_at < before
    return session.scalars(
        sa.select(Roster).where(*left).limit(limit).with_for_update(skip_locked=True)
    ).all()


def remove(session: Session, roster: Roster) -> None:
    session.delete(roster)


def _own(
    session: Session, roster_id: RosterId, provider_id: OrganisationId | None, query: sa.Select[Roster]
) -> Roster:
    named = rosters.c.roster_id == roster_id, rosters.c.provider_id == provider_id
    roster = session.scalar(query.where(*named))
    if roster is None:
        raise UnknownRoster(roster_id=roster_id)
    return roster
