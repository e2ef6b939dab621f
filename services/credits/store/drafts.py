"""Drafts of policies."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.credits.drafts import DraftState
from services.credits import tables
from services.credits.domain.drafting import PolicyDraft
from services.credits.domain.rehearsal import Rehearsal

_LAW = 0x6C6177  # "law": our own space among the advisory locks of the database
_draft = tables.policy_drafts.c


def lock_law(session: Session) -> None:
    """Let nobody else add to the law until the transaction ends."""
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LAW, 0)))


def add(session: Session, draft: PolicyDraft) -> None:
    session.add(draft)


def find(session: Session, draft_id: UUID) -> PolicyDraft | None:
    return session.get(PolicyDraft, draft_id)


def find_locked(session: Session, draft_id: UUID) -> PolicyDraft | None:
    """The draft, which nobody else settles until the transaction ends."""
    return session.get(PolicyDraft, draft_id, with_for_update=True)


def of_rehearsal(session: Session, rehearsal: Rehearsal) -> PolicyDraft:
    return session.get_one(PolicyDraft, rehearsal.draft_id)


def page(
    session: Session, *, state: DraftState | None, before: UUID | None, limit: int
) -> Sequence[PolicyDraft]:
    """The newest first, older than `before`."""
    drafts = sa.select(PolicyDraft).order_by(_draft.draft_id.desc()).limit(limit)
    if state is not None:
        drafts = drafts.where(_draft.state == state)
    if before is not None:
        drafts = drafts.where(_draft.draft_id < before)
    return session.scalars(drafts).all()
