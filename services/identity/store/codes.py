"""One-time codes and the proofs they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from contracts.identity.accounts import Delivery
from kernel.values import PersonId
from services.identity.domain.codes import HOUR, OneTimeCode, PhoneProof
from services.identity.tables import codes, phone_proofs


def proof_of(session: Session, person_id: PersonId, now: datetime) -> PhoneProof:
    """The person's proof with the codes of the last hour. The person is locked already."""
    lately = selectinload(PhoneProof.codes.and_(codes.c.issued_at > now - HOUR))  # type: ignore[attr-defined]
    query = sa.select(PhoneProof).where(phone_proofs.c.person_id == person_id).options(lately)
    proof = session.scalar(query)
    if proof is None:
        proof = PhoneProof(person_id=person_id)
        session.add(proof)
    return proof


def sent_to_phone(session: Session, digests: Sequence[bytes], now: datetime) -> Sequence[OneTimeCode]:
    """The codes of the last hour to one phone, oldest first. Nobody else sends one until the commit."""
    place = int.from_bytes(digests[0][:8], signed=True)
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(place)))
    lately = codes.c.phone_digest.in_(digests), codes.c.issued_at > now - HOUR
    return session.scalars(sa.select(OneTimeCode).where(*lately).order_by(codes.c.issued_at)).all()


def last_to(session: Session, digests: Sequence[bytes]) -> OneTimeCode | None:
    """The last code that was sent there, as long as it is remembered."""
    there = sa.select(OneTimeCode).where(codes.c.phone_digest.in_(digests))
    return session.scalar(there.order_by(codes.c.issued_at.desc()).limit(1))


def add(session: Session, code: OneTimeCode) -> None:
    session.add(code)
    session.flush()


def note_delivery(session: Session, code_id: UUID, delivery: Delivery) -> None:
    session.execute(sa.update(codes).where(codes.c.code_id == code_id).values(delivery=delivery))


def forget(session: Session, before: datetime) -> None:
    session.execute(sa.delete(codes).where(codes.c.issued_at < before))
