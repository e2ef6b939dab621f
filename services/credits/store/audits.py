"""Audits of accepted claims."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from kernel.values import EntryId
from services.credits import tables
from services.credits.domain.audit import ClaimAudit

_audit = tables.claim_audits.c


def add(session: Session, audit: ClaimAudit) -> None:
    session.add(audit)
    session.flush()


def of_claim(session: Session, claim_id: EntryId) -> ClaimAudit | None:
    return session.scalar(sa.select(ClaimAudit).where(_audit.claim_id == claim_id))


def find_locked(session: Session, audit_id: UUID) -> ClaimAudit | None:
    """The audit as it is now; nobody else settles it until the transaction ends."""
    return session.get(ClaimAudit, audit_id, with_for_update=True, populate_existing=True)


def page(session: Session, *, is_settled: bool, before: UUID | None, limit: int) -> Sequence[ClaimAudit]:
    """The newest first, older than `before`."""
    settled = _audit.outcome.is_not(None) if is_settled else _audit.outcome.is_(None)
    found = sa.select(ClaimAudit).where(settled)
    if before is not None:
        found = found.where(_audit.audit_id < before)
    return session.scalars(found.order_by(_audit.audit_id.desc()).limit(limit)).all()
