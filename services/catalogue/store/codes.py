"""Confirmation codes: found by their hashes, claimed once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.codes import CodeBatchId, UnknownCodeBatch
from kernel.values import ActivityId, OrganisationId, PersonId
from services.catalogue.domain.confirmation import CodeBatch, Tries
from services.catalogue.tables import code_batches, code_refusals, code_tries, confirmation_codes


@dataclass(frozen=True)
class KnownCode:
    """person_id: who has claimed with it, if anybody."""

    digest: bytes
    batch_id: CodeBatchId
    person_id: PersonId | None


def add(session: Session, batch: CodeBatch) -> None:
    session.add(batch)


def own_locked(session: Session, batch_id: CodeBatchId, provider_id: OrganisationId | None) -> CodeBatch:
    """The batch, locked until the transaction ends.

    Raises: UnknownCodeBatch -- there is none, or it is another provider's.
    """
    named = code_batches.c.batch_id == batch_id, code_batches.c.provider_id == provider_id
    batch = session.scalar(sa.select(CodeBatch).where(*named).with_for_update())
    if batch is None:
        raise UnknownCodeBatch(batch_id=batch_id)
    return batch


def held(session: Session, batch_id: CodeBatchId) -> CodeBatch:
    """The batch; nobody revokes it until the transaction ends."""
    query = sa.select(CodeBatch).where(code_batches.c.batch_id == batch_id)
    return session.scalars(query.with_for_update(read=True)).one()


def keep(session: Session, batch: CodeBatch, digests: Sequence[bytes]) -> None:
    rows = [{"digest": digest, "batch_id": batch.batch_id} for digest in digests]
    session.execute(confirmation_codes.insert(), rows)


def find(session: Session, digests: Collection[bytes]) -> KnownCode | None:
    """The code under one of these hashes, locked until the transaction ends."""
    column = confirmation_codes.c
    query = sa.select(column.digest, column.batch_id, column.person_id).where(column.digest.in_(digests))
    row = session.execute(query.with_for_update()).one_or_none()
    return KnownCode(*row) if row else None


def claim(session: Session, code: KnownCode, person_id: PersonId, at: datetime) -> None:
    """Note who has claimed with a locked code."""
    one = confirmation_codes.c.digest == code.digest
    claimed = sa.update(confirmation_codes).where(one).values(person_id=person_id, redeemed_at=at)
    session.execute(claimed)


def refuse(session: Session, batch_id: CodeBatchId, rule: str, at: datetime) -> bool:
    """Note that a batch is worth nothing. Gives whether that is news."""
    row = insert(code_refusals).values(batch_id=batch_id, rule=rule, refused_at=at)
    noted = row.on_conflict_do_nothing().returning(code_refusals.c.batch_id)
    return session.scalar(noted) is not None


def tries(session: Session, person_id: PersonId) -> Tries:
    """What the person has tried of late, locked until the transaction ends."""
    session.execute(insert(code_tries).values(person_id=person_id).on_conflict_do_nothing())
    query = sa.select(Tries).where(code_tries.c.person_id == person_id)
    return session.scalars(query.with_for_update()).one()


def of_activity(
    session: Session, activity_id: ActivityId, *, before: CodeBatchId | None, limit: int
) -> Sequence[CodeBatch]:
    """A page of the activity's batches, the newest first, and one more."""
    page = sa.select(CodeBatch).where(code_batches.c.activity_id == activity_id)
    if before is not None:
        page = page.where(code_batches.c.batch_id < before)
    return session.scalars(page.order_by(code_batches.c.batch_id.desc()).limit(limit + 1)).all()


def redeemed(session: Session, ids: Collection[CodeBatchId]) -> dict[CodeBatchId, int]:
    """How many codes of each batch have been claimed with."""
    column = confirmation_codes.c
    counted = (
        sa.select(column.batch_id, sa.func.count())
        .where(column.batch_id.in_(ids), column.person_id.is_not(None))
        .group_by(column.batch_id)
    )
    return {CodeBatchId(batch_id): count for batch_id, count in session.execute(counted)}


def refused(session: Session, ids: Collection[CodeBatchId]) -> dict[CodeBatchId, str]:
    """Of the batches that are worth nothing: the rule that says so."""
    column = code_refusals.c
    found = sa.select(column.batch_id, column.rule).where(column.batch_id.in_(ids))
    return {CodeBatchId(batch_id): rule for batch_id, rule in session.execute(found)}
