"""Batches of confirmation codes, as their providers see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from contracts.catalogue import codes as contract
from kernel import cursors
from services.catalogue.domain.confirmation import CodeBatch, Tries


def batch(record: CodeBatch, redeemed: int) -> contract.CodeBatch:
    return contract.CodeBatch(
        batch_id=record.batch_id,
        activity_id=record.activity_id,
        count=record.count,
        redeemed=redeemed,
        attended_on=record.attended_on,
        expires_on=record.expires_on,
        issued_at=record.issued_at,
        taken_at=record.taken_at,
        revoked_at=record.revoked_at,
    )


def page(
    records: Sequence[CodeBatch], redeemed: Mapping[contract.CodeBatchId, int], limit: int
) -> contract.CodeBatchPage:
    items = tuple(batch(record, redeemed.get(record.batch_id, 0)) for record in records[:limit])
    cursor = cursors.encode(str(items[-1].batch_id)) if len(records) > limit else None
    return contract.CodeBatchPage(items=items, next_cursor=cursor)


def guessing(tries: Tries, at: datetime) -> contract.CodeGuessingSuspected:
    return contract.CodeGuessingSuspected(
        occurred_at=at,
        person_id=tries.person_id,
        times=tries.times,
        closed_until=tries.closed_until or at,
    )
