"""The ledger: accounts, entries, what counts now, and what was designated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, selectinload

from contracts.catalogue.activities import ActivityApproved, ActivityKind
from kernel import clock
from kernel.columns import CreditsColumn
from kernel.values import ActivityId, Credits, CycleId, EnrolmentId, EntryId, PersonId
from services.credits import tables
from services.credits.domain.claim import NOTHING, Claim
from services.credits.domain.ledger import Account, Entry
from services.credits.domain.requirements import Earned

_cycle, _account, _entry, _credited = (
    tables.cycles.c,
    tables.accounts.c,
    tables.entries.c,
    tables.credited.c,
)
A_DAY = timedelta(days=1)
_COUNTS = tables.entries.join(tables.credited, _credited.entry_id == _entry.entry_id)
_SUM = sa.func.sum(_entry.credits, type_=CreditsColumn())
# Built once, because it is asked more often than anything else, and building it costs more than asking.
_BALANCES = (
    sa.select(_cycle.cycle_id, _cycle.speciality, _account.balance)
    .join_from(tables.cycles, tables.accounts)
    .where(_cycle.person_id == sa.bindparam("person_id"), _cycle.merged_at.is_(None))
    .order_by(_cycle.starts_on, _cycle.cycle_id)
)


def account_of(session: Session, cycle_id: CycleId) -> Account:
    """The account of a cycle, locked until the transaction ends."""
    account = sa.select(Account).where(_account.cycle_id == cycle_id).with_for_update()
    return session.scalars(account.options(selectinload(Account.by_kind))).one()  # type: ignore[arg-type]


def entry(session: Session, entry_id: EntryId) -> Entry | None:
    return session.get(Entry, entry_id)


def vouched(session: Session, person_id: PersonId, enrolment_id: EnrolmentId) -> Entry | None:
    """What counts by the word of the catalogue on an enrolment of the person, if anything does."""
    named = _entry.person_id == person_id, _entry.enrolment_id == enrolment_id
    return session.scalar(
        sa.select(Entry).join(tables.credited, _credited.entry_id == _entry.entry_id).where(*named)
    )


def was_vouched(session: Session, people: Sequence[PersonId], enrolment_id: EnrolmentId) -> bool:
    """Whether anything was ever posted by the word of the catalogue on an enrolment.

    people: all accounts that its person has had.
    """
    named = _entry.person_id.in_(people), _entry.enrolment_id == enrolment_id
    return session.scalar(sa.select(sa.exists().where(*named))) or False


def counting_since(session: Session, cycle_id: CycleId, day: date) -> Sequence[Entry]:
    """What counts in a cycle and was completed on `day` or later, in the order of the ledger."""
    since = _entry.cycle_id == cycle_id, _entry.completed_on >= day
    counting = sa.select(Entry).join(tables.credited, _credited.entry_id == _entry.entry_id).where(*since)
    return session.scalars(counting.order_by(_entry.number)).all()


def carry(session: Session, entry: Entry, onward: Entry) -> None:
    """Note that the one goes on from the other, of an account merged since."""
    row = {"entry_id": onward.entry_id, "carried_from": entry.entry_id}
    session.execute(tables.carried_entries.insert().values(row))


def latest(session: Session, entry_id: EntryId) -> Entry | None:
    """The entry, or the one that goes on from it through all mergers."""
    carried = tables.carried_entries.c
    while onward := session.scalar(sa.select(carried.entry_id).where(carried.carried_from == entry_id)):
        entry_id = onward
    return entry(session, entry_id)


def twin(session: Session, cycle_id: CycleId, activity_id: ActivityId) -> EntryId:
    """The entry by which the activity counts in the cycle."""
    same = _credited.cycle_id == cycle_id, _credited.activity_id == activity_id
    found: EntryId = session.scalars(sa.select(_credited.entry_id).where(*same)).one()
    return found


def counts(session: Session, entry_id: EntryId) -> bool:
    """Whether the entry is posted and not reversed."""
    found = sa.select(_credited.entry_id).where(_credited.entry_id == entry_id)
    return session.scalar(found) is not None


def is_credited(session: Session, cycle_id: CycleId, activity_id: ActivityId) -> bool:
    found = sa.select(_credited.entry_id).where(
        _credited.cycle_id == cycle_id, _credited.activity_id == activity_id
    )
    return session.scalar(found) is not None


def events_on(session: Session, person_id: PersonId, day: date) -> Credits:
    """What the person's events of `day` have earned, in all cycles."""
    of_day = _entry.person_id == person_id, _entry.completed_on == day, _entry.kind == ActivityKind.EVENT
    return session.scalar(sa.select(_SUM).select_from(_COUNTS).where(*of_day)) or NOTHING


def designated(session: Session, claim: Claim) -> Credits | None:
    """What the claimed version of the activity is approved for, if known; the newest where none is named."""
    column = tables.designations.c
    known = sa.select(column.credits).where(column.activity_id == claim.activity_id)
    if claim.activity_version is not None:
        known = known.where(column.activity_version == claim.activity_version)
    return session.scalar(known.order_by(column.activity_version.desc()).limit(1))


def begins_on(session: Session, claim: Claim) -> date:
    """The legal day on which the claimed activity begins; where we do not know it, that of the claim."""
    column = tables.designations.c
    begun = sa.select(column.starts_at).where(column.activity_id == claim.activity_id)
    starts_at = session.scalar(begun.order_by(column.activity_version.desc()).limit(1))
    return claim.completed_on if starts_at is None else clock.legal_day(starts_at)


def designate(session: Session, approved: ActivityApproved) -> None:
    """Remember what a version of an activity is approved for, and its time; the first word holds."""
    names = ("activity_id", "activity_version", "credits", "starts_at", "ends_at")
    row = insert(tables.designations).values({name: getattr(approved, name) for name in names})
    session.execute(row.on_conflict_do_nothing())


def overlapped(session: Session, claim: Claim) -> str | None:
    """The title of another event that counts and takes place at the time of the claimed one.

    Of what takes place on one day: of a congress of several we do not know when it sat.
    """
    if claim.kind is not ActivityKind.EVENT:
        return None
    mine, theirs = tables.designations.alias(), tables.designations.alias()
    other = _entry.person_id == claim.person_id, _entry.activity_id != claim.activity_id
    of_day = _entry.completed_on == claim.completed_on, _entry.kind == ActivityKind.EVENT
    at_once = mine.c.starts_at < theirs.c.ends_at, theirs.c.starts_at < mine.c.ends_at
    found = (
        sa.select(_entry.title)
        .select_from(_COUNTS)
        .join(mine, _newest(mine, claim.activity_id))
        .join(theirs, _newest(theirs, _entry.activity_id))
        .where(
            *other, *of_day, *at_once, *(each.c.ends_at - each.c.starts_at < A_DAY for each in (mine, theirs))
        )
    )
    return session.scalar(found.order_by(_entry.number).limit(1))


def _newest(designation: sa.FromClause, activity_id: Any) -> sa.ColumnElement[bool]:
    """The newest version of the card of an activity."""
    column = tables.designations.c
    newest = sa.select(sa.func.max(column.activity_version)).where(column.activity_id == activity_id)
    return sa.and_(
        designation.c.activity_id == activity_id,
        designation.c.activity_version == newest.correlate_except(tables.designations).scalar_subquery(),
    )


def record(session: Session, entry: Entry) -> None:
    """Append an entry, and let it count, or let what it reverses count no more."""
    session.add(entry)
    session.flush()  # what counts refers to the entry by its key alone
    if entry.reverses is None:
        now_counts = {name: getattr(entry, name) for name in ("cycle_id", "activity_id", "entry_id")}
        session.execute(tables.credited.insert().values(now_counts))
    else:
        session.execute(tables.credited.delete().where(_credited.entry_id == entry.reverses))


def earned(session: Session, cycle_id: CycleId, until: date) -> list[Earned]:
    """What counts in a cycle and was completed on `until` or before."""
    sums = (
        sa.select(_entry.kind, _entry.completed_on, _SUM)
        .select_from(_COUNTS)
        .where(_entry.cycle_id == cycle_id, _entry.completed_on <= until)
        .group_by(_entry.kind, _entry.completed_on)
    )
    rows = session.execute(sums)
    return [Earned(kind=kind, completed_on=day, credits=credits) for kind, day, credits in rows]


def balances(session: Session, person_id: PersonId) -> list[tuple[CycleId, str, Credits]]:
    """(cycle_id, speciality, balance) of each cycle of the person, the earlier first."""
    rows = session.execute(_BALANCES, {"person_id": person_id})
    return [(cycle_id, speciality, balance) for cycle_id, speciality, balance in rows]


def awards(
    session: Session, person_id: PersonId, *, cycle_id: CycleId | None, before: UUID | None, limit: int
) -> list[tuple[Entry, bool]]:
    """The person's awards, newest first, older than `before`, and whether each still counts."""
    query = (
        sa.select(Entry, _credited.entry_id.is_not(None))
        .outerjoin(tables.credited, _credited.entry_id == _entry.entry_id)
        .where(_entry.person_id == person_id, _entry.reverses.is_(None))
    )
    if cycle_id is not None:
        query = query.where(_entry.cycle_id == cycle_id)
    if before is not None:
        query = query.where(_entry.entry_id < before)
    rows = session.execute(query.order_by(_entry.entry_id.desc()).limit(limit))
    return [(entry, counts) for entry, counts in rows]
