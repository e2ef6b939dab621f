"""Rehearsals: the work, the sums it reads, and what it found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.catalogue.activities import ActivityKind
from kernel.columns import CreditsColumn
from kernel.values import Credits
from services.credits import tables
from services.credits.domain.claim import NOTHING
from services.credits.domain.rehearsal import Rehearsal, Sums, Turn
from services.credits.domain.requirements import Tally

_rehearsal, _flip, _cycle, _balance = (
    tables.rehearsals.c,
    tables.rehearsal_flips.c,
    tables.cycles.c,
    tables.balances.c,
)

# What a finished rehearsal comes to: each rule that turned, by speciality.
COUNT = sa.text("""
    INSERT INTO rehearsal_counts (rehearsal_id, speciality, rule, lost, gained)
    SELECT :rehearsal_id, speciality, rule, sum(lost), sum(gained)
      FROM (SELECT speciality, unnest(lost) AS rule, 1 AS lost, 0 AS gained
              FROM rehearsal_flips WHERE rehearsal_id = :rehearsal_id
             UNION ALL
            SELECT speciality, unnest(gained), 0, 1
              FROM rehearsal_flips WHERE rehearsal_id = :rehearsal_id) AS turned
     GROUP BY speciality, rule
""").bindparams(sa.bindparam("rehearsal_id", type_=sa.Uuid))


def add(session: Session, rehearsal: Rehearsal) -> None:
    session.add(rehearsal)
    session.flush()


def under_way(session: Session, draft_id: UUID, on: date) -> Rehearsal | None:
    same = _rehearsal.draft_id == draft_id, _rehearsal.on == on, _rehearsal.ended_at.is_(None)
    return session.scalar(sa.select(Rehearsal).where(*same))


def find(session: Session, rehearsal_id: UUID) -> Rehearsal | None:
    return session.get(Rehearsal, rehearsal_id)


def find_locked(session: Session, rehearsal_id: UUID) -> Rehearsal | None:
    """The rehearsal, which nobody else works on until the transaction ends."""
    return session.get(Rehearsal, rehearsal_id, with_for_update=True)


def next_locked(session: Session) -> Rehearsal | None:
    """The oldest that has not ended and that nobody is working on at this moment."""
    waiting = sa.select(Rehearsal).where(_rehearsal.ended_at.is_(None)).order_by(_rehearsal.rehearsal_id)
    return session.scalar(waiting.limit(1).with_for_update(skip_locked=True))


def population(session: Session, rehearsal: Rehearsal) -> int:
    """How many cycles hold the day of the rehearsal."""
    held = sa.select(sa.func.count()).select_from(tables.cycles).where(*_held(rehearsal))
    return session.scalar(held) or 0


def batch(session: Session, rehearsal: Rehearsal, size: int) -> list[Sums]:
    """The next cycles that hold the day, with what they have earned, by the sums beside the ledger."""
    held = sa.select(_cycle.cycle_id, _cycle.person_id, _cycle.speciality).where(*_held(rehearsal))
    if rehearsal.position is not None:
        held = held.where(_cycle.cycle_id > rehearsal.position)
    # The cycles first, and only then their sums: the index of either leads straight to them.
    first = held.order_by(_cycle.cycle_id).limit(size).subquery()
    programmes = _balance.kind == ActivityKind.PROGRAMME
    sums = (
        sa.select(first, _of(programmes), _of(~programmes))
        .select_from(first.outerjoin(tables.balances, _balance.cycle_id == first.c.cycle_id))
        .group_by(*first.c)
        .order_by(first.c.cycle_id)
    )
    return [
        Sums(
            cycle_id=cycle_id,
            person_id=person_id,
            speciality=speciality,
            tally=Tally(programmes=programmes or NOTHING, activities=activities or NOTHING),
        )
        for cycle_id, person_id, speciality, programmes, activities in session.execute(sums)
    ]


def note_flips(session: Session, rehearsal: Rehearsal, flips: Iterable[tuple[Sums, Turn]]) -> None:
    rows = [
        {
            "rehearsal_id": rehearsal.rehearsal_id,
            "cycle_id": sums.cycle_id,
            "person_id": sums.person_id,
            "speciality": sums.speciality,
            "lost": list(turn.lost),
            "gained": list(turn.gained),
        }
        for sums, turn in flips
    ]
    if rows:
        session.execute(tables.rehearsal_flips.insert(), rows)


def count_flips(session: Session, rehearsal: Rehearsal) -> None:
    session.execute(COUNT, {"rehearsal_id": rehearsal.rehearsal_id})


def counts(session: Session, rehearsal_id: UUID) -> Sequence[Any]:
    """(speciality, rule, lost, gained), in this order."""
    column = tables.rehearsal_counts.c
    found = sa.select(column.speciality, column.rule, column.lost, column.gained)
    of_rehearsal = found.where(column.rehearsal_id == rehearsal_id)
    return session.execute(of_rehearsal.order_by(column.speciality, column.rule)).all()


def flips(
    session: Session,
    rehearsal_id: UUID,
    *,
    speciality: str | None,
    rule: str | None,
    after: UUID | None,
    limit: int,
) -> list[dict[str, Any]]:
    """Whom it found, in the order of their cycles' identifiers, behind `after`."""
    found = sa.select(tables.rehearsal_flips).where(_flip.rehearsal_id == rehearsal_id)
    if speciality is not None:
        found = found.where(_flip.speciality == speciality)
    if rule is not None:
        found = found.where(sa.or_(_flip.lost.any(rule), _flip.gained.any(rule)))
    if after is not None:
        found = found.where(_flip.cycle_id > after)
    rows = session.execute(found.order_by(_flip.cycle_id).limit(limit)).mappings()
    return [{**row} for row in rows]


def _held(rehearsal: Rehearsal) -> tuple[sa.ColumnElement[bool], ...]:
    known = sa.and_(_cycle.opened_at <= rehearsal.known_at, _cycle.merged_at.is_(None))
    return known, _cycle.starts_on <= rehearsal.on, _cycle.ends_before > rehearsal.on


def _of(kinds: sa.ColumnElement[bool]) -> sa.ColumnElement[Credits | None]:
    return sa.func.sum(_balance.credits, type_=CreditsColumn()).filter(kinds)
