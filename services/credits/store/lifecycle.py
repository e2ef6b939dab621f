"""Which cycles something is due for, and what has been done about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from contracts.credits.policies import RuleTrace
from kernel.values import Credits, CycleId
from services.credits import tables
from services.credits.domain.cycle import DAY, Cycle, Extension
from services.credits.domain.ledger import Account

_cycle = tables.cycles.c
_next = aliased(tables.cycles).c


# What one look brings; the next look goes on behind it.
AT_ONCE = 500


def to_extend(session: Session, after: CycleId | None, decree: Extension) -> Sequence[CycleId]:
    """Cycles that the decree fits: none of them is followed by another within the time given."""
    expiring = _cycle.ends_before.between(decree.expires_from + DAY, decree.expires_to + DAY)
    same = _next.person_id == _cycle.person_id, _next.speciality == _cycle.speciality
    is_followed = sa.exists().where(*same, _next.starts_on.between(_cycle.ends_before, decree.extended_to))
    return _page(session, after, expiring, _cycle.basis.in_(decree.bases), ~is_followed)


def to_review(session: Session, after: CycleId | None, months: int, begun_by: date) -> Sequence[CycleId]:
    """Cycles begun on `begun_by` or before whose checkpoint of `months` has not been taken.

    Those that were opened when it was past are left out: nobody awaited it.
    """
    taken = tables.checkpoints.c
    fell_due = _cycle.starts_on + sa.func.make_interval(0, months)
    was_taken = sa.exists().where(taken.cycle_id == _cycle.cycle_id, taken.months == months)
    was_awaited = sa.and_(_cycle.opened_at <= fell_due, fell_due < _cycle.ends_before)
    return _page(session, after, _cycle.starts_on <= begun_by, was_awaited, ~was_taken)


def to_close(session: Session, after: CycleId | None, ended_before: date) -> Sequence[CycleId]:
    """Cycles that had ended on `ended_before` and have not been closed since they did."""
    closing = tables.closings.c
    same_end = closing.cycle_id == _cycle.cycle_id, closing.ends_before == _cycle.ends_before
    return _page(session, after, _cycle.ends_before <= ended_before, ~sa.exists().where(*same_end))


def take_checkpoint(session: Session, cycle: Cycle, months: int, result: RuleTrace, at: datetime) -> bool:
    """Keep how a checkpoint came out. Gives whether nobody has taken it before."""
    row = insert(tables.checkpoints).values(
        cycle_id=cycle.cycle_id,
        months=months,
        due=date.fromisoformat(result.inputs["due"]),
        target=Credits.parse(result.required),
        found=Credits.parse(result.found),
        outcome=result.outcome,
        taken_at=at,
    )
    kept = row.on_conflict_do_nothing().returning(tables.checkpoints.c.cycle_id)
    return session.scalar(kept) is not None


def close(session: Session, cycle: Cycle, account: Account, at: datetime) -> bool:
    """Keep what the cycle came to. Gives whether nobody has closed it before."""
    row = insert(tables.closings).values(
        cycle_id=cycle.cycle_id,
        ends_before=cycle.ends_before,
        balance=account.balance,
        head=account.head,
        closed_at=at,
    )
    kept = row.on_conflict_do_nothing().returning(tables.closings.c.cycle_id)
    return session.scalar(kept) is not None


def reconcile(session: Session, cycle: Cycle, sealed: bytes, at: datetime) -> None:
    row = {"cycle_id": cycle.cycle_id, "basis_sealed": sealed, "reconciled_at": at}
    session.execute(tables.reconciliations.insert().values(row))


def was_closed(session: Session, cycle: Cycle, ends_before: date) -> bool:
    """Whether what the cycle had come to by that end was kept."""
    closing = tables.closings.c
    same = closing.cycle_id == cycle.cycle_id, closing.ends_before == ends_before
    return session.scalar(sa.select(sa.exists().where(*same))) is True


def basis_of(session: Session, cycle: Cycle) -> bytes:
    """The numbers of the basis document, sealed, as they are known now."""
    later = tables.reconciliations.c
    found = sa.select(later.basis_sealed).where(later.cycle_id == cycle.cycle_id)
    return session.scalar(found) or cycle.basis_sealed


def _page(session: Session, after: CycleId | None, *due: sa.ColumnElement[bool]) -> Sequence[CycleId]:
    found = sa.select(_cycle.cycle_id).where(_cycle.merged_at.is_(None), *due)
    if after is not None:
        found = found.where(_cycle.cycle_id > after)
    return session.scalars(found.order_by(_cycle.cycle_id).limit(AT_ONCE)).all()
