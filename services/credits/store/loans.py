"""Loans for training."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel.values import PersonId
from services.credits.domain.loan import Loan
from services.credits.tables.money import loans


def add(session: Session, loan: Loan) -> None:
    session.execute(loans.insert().values(dict(vars(loan))))


def pass_on(session: Session, person_id: PersonId, kept_id: PersonId) -> None:
    own = sa.update(loans).where(loans.c.person_id == person_id)
    session.execute(own.values(person_id=kept_id))


def of_person(session: Session, person_id: PersonId, *, before: UUID | None, limit: int) -> list[Loan]:
    """A page of the person's loans, the newest first, and one row more."""
    own = sa.select(loans).where(loans.c.person_id == person_id)
    if before is not None:
        own = own.where(loans.c.loan_id < before)
    rows = session.execute(own.order_by(loans.c.loan_id.desc()).limit(limit + 1)).mappings()
    return [Loan(**row) for row in rows]
