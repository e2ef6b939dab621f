"""Authorisations on their way, and the offers that come of some."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from services.identity.domain.authorisations import Authorisation
from services.identity.domain.links import Offer
from services.identity.tables import esia_authorisations, esia_offers


def add(session: Session, begun: Authorisation) -> None:
    session.add(begun)
    session.flush()


def locked(session: Session, state: UUID) -> Authorisation | None:
    """Locked until the transaction ends: an answer that comes twice is taken once."""
    query = sa.select(Authorisation).where(esia_authorisations.c.state == state)
    return session.scalar(query.with_for_update())


def add_offer(session: Session, offer: Offer) -> None:
    session.add(offer)
    session.flush()


def offer(session: Session, offer_sha256: bytes) -> Offer | None:
    """Locked until the transaction ends."""
    query = sa.select(Offer).where(esia_offers.c.offer_sha256 == offer_sha256)
    return session.scalar(query.with_for_update())


def remove_offer(session: Session, offer: Offer) -> None:
    session.delete(offer)
    session.flush()


def forget(session: Session, *, begun_before: datetime, offered_before: datetime) -> None:
    session.execute(sa.delete(esia_authorisations).where(esia_authorisations.c.begun_at < begun_before))
    session.execute(sa.delete(esia_offers).where(esia_offers.c.made_at < offered_before))
