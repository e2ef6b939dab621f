"""Passports, as people have stated them."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.identity.verification import PassportNotStated
from kernel.values import PersonId
from services.identity.domain.passports import StatedPassport
from services.identity.tables import passports


def of_person(session: Session, person_id: PersonId) -> StatedPassport | None:
    return session.get(StatedPassport, person_id)


def read(session: Session, person_id: PersonId) -> StatedPassport:
    """Raises: PassportNotStated."""
    stated = of_person(session, person_id)
    if stated is None:
        raise PassportNotStated
    return stated


def put(session: Session, stated: StatedPassport) -> None:
    """Keep it in the place of the one stated before."""
    session.merge(stated)
    session.flush()


def sealed_otherwise(session: Session, mark: bytes, limit: int) -> Sequence[StatedPassport]:
    """Those not sealed by the key that `mark` begins with, locked; those in use are left out."""
    other = sa.func.substring(passports.c.sealed, 1, len(mark)) != mark
    query = sa.select(StatedPassport).where(other).order_by(passports.c.person_id).limit(limit)
    return session.scalars(query.with_for_update(skip_locked=True)).all()
