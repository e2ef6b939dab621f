"""The money of plans. Its lines are written under the lock of the plan."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from kernel.values import PersonId
from services.credits.domain.funds import Funds, MoneyLine, Subsidy
from services.credits.tables.money import money_lines, subsidies
from services.credits.tables.planning import plans

_line, _subsidy = money_lines.c, subsidies.c


def of(session: Session, plan_id: UUID) -> Funds:
    found = sa.select(*(column for column in _line if column.name != "plan_id"))
    rows = session.execute(found.where(_line.plan_id == plan_id).order_by(_line.number)).mappings()
    return Funds(lines=tuple(MoneyLine(**row) for row in rows))


def of_person(session: Session, person_id: PersonId) -> Funds:
    """Of all plans of a person together."""
    found = sa.select(*(column for column in _line if column.name != "plan_id"))
    own = found.join(plans, plans.c.plan_id == _line.plan_id).where(plans.c.person_id == person_id)
    return Funds(lines=tuple(MoneyLine(**row) for row in session.execute(own).mappings()))


def write(session: Session, plan_id: UUID, line: MoneyLine) -> None:
    session.execute(money_lines.insert().values(plan_id=plan_id, **_plain(line)))


def subsidies_of(session: Session, plan_id: UUID) -> list[Subsidy]:
    found = sa.select(*(column for column in _subsidy if column.name != "plan_id"))
    rows = session.execute(found.where(_subsidy.plan_id == plan_id).order_by(_subsidy.item_code)).mappings()
    return [Subsidy(**row) for row in rows]


def promise(session: Session, plan_id: UUID, subsidy: Subsidy) -> bool:
    """Keep a subsidy. Gives whether the item had none."""
    row = insert(subsidies).values(plan_id=plan_id, **_plain(subsidy))
    kept = row.on_conflict_do_nothing().returning(_subsidy.item_code)
    return session.scalar(kept) is not None


def note_paid(session: Session, plan_id: UUID, item_code: str, at: datetime) -> None:
    """Keep when a subsidy was paid; the first word holds."""
    unpaid = _subsidy.plan_id == plan_id, _subsidy.item_code == item_code, _subsidy.paid_at.is_(None)
    session.execute(sa.update(subsidies).where(*unpaid).values(paid_at=at))


def _plain(of: MoneyLine | Subsidy) -> dict[str, object]:
    return dict(vars(of))
