"""Passports, as people have stated them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from contracts.identity.verification import PassportNotStated
from kernel.values import PersonId
from services.identity.domain.passports import StatedPassport


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
