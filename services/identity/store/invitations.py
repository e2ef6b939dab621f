"""Invitations to act for organisations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.identity.members import UnknownInvitation
from kernel.values import OrganisationId
from services.identity.domain.members import Invitation
from services.identity.tables import OPEN, invitations


def open_one(
    session: Session, organisation_id: OrganisationId, digests: Sequence[bytes]
) -> Invitation | None:
    """The invitation of a person by an organisation that has no outcome yet; it may have expired."""
    same = invitations.c.organisation_id == organisation_id, invitations.c.snils_digest.in_(digests)
    return session.scalar(sa.select(Invitation).where(OPEN, *same))


def add(session: Session, invitation: Invitation) -> None:
    session.add(invitation)
    session.flush()


def locked_of(session: Session, digests: Sequence[bytes], invitation_id: UUID) -> Invitation:
    """An invitation of the person with this СНИЛС. Raises: UnknownInvitation."""
    return _locked(session, invitation_id, invitations.c.snils_digest.in_(digests))


def locked_by(session: Session, organisation_id: OrganisationId, invitation_id: UUID) -> Invitation:
    """An invitation by the organisation. Raises: UnknownInvitation."""
    return _locked(session, invitation_id, invitations.c.organisation_id == organisation_id)


def open_of(session: Session, digests: Sequence[bytes], since: datetime) -> Sequence[Invitation]:
    """Those of the person with this СНИЛС, made after `since`, the newest first."""
    return _listed(session, since, invitations.c.snils_digest.in_(digests))


def open_by(session: Session, organisation_id: OrganisationId, since: datetime) -> Sequence[Invitation]:
    """Those by the organisation, made after `since`, the newest first."""
    return _listed(session, since, invitations.c.organisation_id == organisation_id)


def _listed(session: Session, since: datetime, which: sa.ColumnElement[bool]) -> Sequence[Invitation]:
    query = sa.select(Invitation).where(OPEN, which, invitations.c.invited_at > since)
    return session.scalars(query.order_by(invitations.c.invited_at.desc(), invitations.c.invitation_id)).all()


def _locked(session: Session, invitation_id: UUID, which: sa.ColumnElement[bool]) -> Invitation:
    query = sa.select(Invitation).where(invitations.c.invitation_id == invitation_id, which)
    invitation = session.scalar(query.with_for_update())
    if invitation is None:
        raise UnknownInvitation(invitation_id=invitation_id)
    return invitation
