"""Consents, the texts consented to, and the organisations they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.identity.consents import UnknownConsent
from kernel.values import OrganisationId, PersonId
from services.identity.domain.consents import Consent, ConsentText
from services.identity.tables import STANDING, consent_texts, consents, organisations


def texts_on(session: Session, day: date) -> Sequence[ConsentText]:
    """The texts in force on `day`, one for each purpose."""
    in_force = consent_texts.c.valid_from <= day, _lasts(day)
    rows = session.execute(sa.select(consent_texts).where(*in_force).order_by(consent_texts.c.purpose))
    return [ConsentText(**row) for row in rows.mappings()]


def text(session: Session, purpose: str, version: str) -> ConsentText:
    same = consent_texts.c.purpose == purpose, consent_texts.c.version == version
    return ConsentText(**session.execute(sa.select(consent_texts).where(*same)).mappings().one())


def standing(
    session: Session, person_id: PersonId, purpose: str, recipient_id: OrganisationId
) -> Consent | None:
    """The consent that stands, locked. Nobody else gives one for the same until the transaction ends."""
    same = {"person_id": person_id, "purpose": purpose, "recipient_id": recipient_id}
    place = sa.func.hashtextextended(" ".join(map(str, same.values())), 0)
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(place)))
    return session.scalar(sa.select(Consent).where(STANDING).filter_by(**same).with_for_update())


def settle(session: Session) -> None:
    """Let what was withdrawn make room for what follows it."""
    session.flush()


def add(session: Session, consent: Consent) -> None:
    session.add(consent)
    session.flush()


def locked(session: Session, person_id: PersonId, consent_id: UUID) -> Consent:
    """A consent of the person's own, locked. Raises: UnknownConsent."""
    return _found(session.scalar(_own(person_id, consent_id).with_for_update()), consent_id)


def read(session: Session, person_id: PersonId, consent_id: UUID) -> Consent:
    """Raises: UnknownConsent."""
    return _found(session.scalar(_own(person_id, consent_id)), consent_id)


def page(session: Session, person_id: PersonId, before: UUID | None, limit: int) -> Sequence[Consent]:
    """The person's consents, newest first, from the one before `before` on."""
    query = sa.select(Consent).where(consents.c.person_id == person_id)
    if before is not None:
        query = query.where(consents.c.consent_id < before)
    return session.scalars(query.order_by(consents.c.consent_id.desc()).limit(limit)).all()


def over_on(session: Session, day: date, limit: int) -> Sequence[Consent]:
    """Those that stand, and whose last day has passed; locked, those in use left out."""
    query = sa.select(Consent).where(STANDING, consents.c.valid_until < day).limit(limit)
    return session.scalars(query.order_by(consents.c.valid_until).with_for_update(skip_locked=True)).all()


def names(session: Session, recipients: Iterable[OrganisationId]) -> dict[OrganisationId, str]:
    """The names of organisations."""
    query = sa.select(organisations.c.organisation_id, organisations.c.name)
    rows = session.execute(query.where(organisations.c.organisation_id.in_(set(recipients))))
    return {row.organisation_id: row.name for row in rows}


def _own(person_id: PersonId, consent_id: UUID) -> sa.Select[Any]:
    return sa.select(Consent).where(consents.c.person_id == person_id, consents.c.consent_id == consent_id)


def _found(consent: Consent | None, consent_id: UUID) -> Consent:
    if consent is None:
        raise UnknownConsent(consent_id=consent_id)
    return consent


def _lasts(day: date) -> sa.ColumnElement[bool]:
    return sa.or_(consent_texts.c.valid_before.is_(None), consent_texts.c.valid_before > day)
