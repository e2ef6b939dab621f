"""Cycles, and the lock under which a person's sums change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from kernel.values import CycleId, PersonId
from services.credits import tables
from services.credits.domain.cycle import DAY, Cycle
from services.credits.domain.ledger import Account
from services.credits.domain.succession import Granted, Renewal

_PERSON = 0x63726564  # "cred": our own space among the advisory locks of the database

_cycle = tables.cycles.c
_EXTENSIONS = selectinload(Cycle.extensions)  # type: ignore[arg-type]  # mapped imperatively


def lock_person(session: Session, person_id: PersonId) -> None:
    """Let nobody else change this person's cycles and entries until the transaction ends.

    Not the account's row alone: overlap and the day cap look at all cycles of a person.
    """
    lock = sa.func.pg_advisory_xact_lock(_PERSON, sa.func.hashtext(str(person_id)))
    session.execute(sa.select(lock))


def add(session: Session, cycle: Cycle) -> None:
    session.add(cycle)
    session.flush()  # the account refers to the cycle by its key alone
    session.add(Account(cycle_id=cycle.cycle_id))


def overlaps(session: Session, cycle: Cycle) -> bool:
    """Whether the person has a cycle of that speciality in any part of this one's time."""
    at_that_time = _cycle.starts_on < cycle.ends_before, cycle.starts_on < _cycle.ends_before
    known = sa.select(_cycle.cycle_id).where(*_of(cycle.person_id, cycle.speciality), *at_that_time)
    return session.scalar(sa.select(known.exists())) is True


def begins_within(session: Session, granted: Granted) -> bool:
    """Whether a cycle of that person and speciality begins while the admission is valid."""
    begins = granted.valid_from <= _cycle.starts_on, _cycle.starts_on < granted.valid_before
    known = sa.select(_cycle.cycle_id).where(*_of(granted.person_id, granted.speciality), *begins)
    return session.scalar(sa.select(known.exists())) is True


def run_into(session: Session, granted: Granted) -> Cycle | None:
    """The last cycle that began before the admission does; it may have ended since."""
    return cycle_begun_by(session, granted.person_id, granted.speciality, granted.valid_from - DAY)


def find(session: Session, cycle_id: CycleId) -> Cycle | None:
    return session.get(Cycle, cycle_id)


def succeed(session: Session, renewal: Renewal) -> None:
    """Add the next cycle, and remember which gave way to it."""
    session.flush()  # the one must have ended before the other can begin
    add(session, renewal.next_cycle)
    session.flush()
    row = {
        "cycle_id": renewal.cycle.cycle_id,
        "next_cycle_id": renewal.next_cycle.cycle_id,
        "ended_before": renewal.ended_before,
        "ends_before": renewal.ends_before,
        "renewed_at": renewal.renewed_at,
    }
    session.execute(tables.renewals.insert().values(row))


def is_followed(session: Session, cycle: Cycle, until: date) -> bool:
    """Whether another cycle of the person and speciality begins by `until`."""
    begins = _cycle.starts_on.between(cycle.ends_before, until)
    next_one = sa.select(_cycle.cycle_id).where(*_of(cycle.person_id, cycle.speciality), begins)
    return session.scalar(sa.select(next_one.exists())) is True


def cycle_on(session: Session, person_id: PersonId, speciality: str, day: date) -> Cycle | None:
    """The cycle that holds `day`."""
    begun = cycle_begun_by(session, person_id, speciality, day)
    return begun if begun is not None and day in begun.period else None


def cycle_begun_by(session: Session, person_id: PersonId, speciality: str, day: date) -> Cycle | None:
    """The last cycle that began on `day` or before; it may have ended since."""
    begun = sa.select(Cycle).where(*_of(person_id, speciality), _cycle.starts_on <= day)
    return session.scalar(begun.order_by(_cycle.starts_on.desc()).limit(1).options(_EXTENSIONS))


def locked(session: Session, cycle_id: CycleId) -> Cycle:
    """The cycle as it is now, after its person has been locked, too."""
    person_id = session.scalars(sa.select(_cycle.person_id).where(_cycle.cycle_id == cycle_id)).one()
    lock_person(session, person_id)
    fresh = sa.select(Cycle).where(_cycle.cycle_id == cycle_id).options(_EXTENSIONS)
    return session.scalars(fresh.execution_options(populate_existing=True)).one()


def of_person(session: Session, person_id: PersonId) -> Sequence[Cycle]:
    """The person's cycles, the earlier first."""
    own = sa.select(Cycle).where(_cycle.person_id == person_id, _cycle.merged_at.is_(None))
    return session.scalars(own.order_by(_cycle.starts_on, _cycle.cycle_id).options(_EXTENSIONS)).all()


def begun_after(session: Session, person_id: PersonId, speciality: str, day: date) -> Cycle | None:
    """The first cycle that begins after `day`."""
    later = sa.select(Cycle).where(*_of(person_id, speciality), _cycle.starts_on > day)
    return session.scalar(later.order_by(_cycle.starts_on).limit(1).options(_EXTENSIONS))


def _of(person_id: PersonId, speciality: str) -> tuple[sa.ColumnElement[bool], ...]:
    return _cycle.person_id == person_id, _cycle.speciality == speciality
