"""Modules that people have switched on, and the terms they accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel.identifiers import Inn
from kernel.values import OrganisationId, PersonId
from services.identity.domain.modules import Activation, ModuleTerms
from services.identity.tables import LASTING, activations, module_terms, organisations


def terms_on(session: Session, day: date) -> dict[str, ModuleTerms]:
    """The terms in force on `day`, by module."""
    lasts = sa.or_(module_terms.c.valid_before.is_(None), module_terms.c.valid_before > day)
    query = sa.select(module_terms).where(module_terms.c.valid_from <= day, lasts)
    rows = session.execute(query.order_by(module_terms.c.module, module_terms.c.valid_from)).mappings()
    return {row["module"]: ModuleTerms(**row) for row in rows}


def lasting(session: Session, person_id: PersonId) -> Sequence[Activation]:
    """What the person has switched on, the oldest first."""
    query = sa.select(Activation).where(LASTING, activations.c.person_id == person_id)
    return session.scalars(query.order_by(activations.c.activation_id)).all()


def lasting_one(session: Session, person_id: PersonId, module: str) -> Activation | None:
    query = sa.select(Activation).where(LASTING, activations.c.person_id == person_id)
    return session.scalar(query.where(activations.c.module == module))


def settle(session: Session) -> None:
    """Let what was switched off make room for what follows it."""
    session.flush()


def add(session: Session, activation: Activation) -> None:
    session.add(activation)
    session.flush()


def organisation_with(session: Session, number: Inn) -> OrganisationId | None:
    """The organisation of the register that has this tax number."""
    same = sa.type_coerce(organisations.c.inn, sa.Text) == number.digits
    return session.scalar(sa.select(organisations.c.organisation_id).where(same))
