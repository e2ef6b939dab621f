"""Batches of confirmation codes, as their providers see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from contracts.catalogue import codes as contract
from kernel import cursors
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.confirmation import CodeBatch, Tries
from services.catalogue.domain.suspension import Suspension


def batch(record: CodeBatch, *, redeemed: int = 0, refused: str | None = None) -> contract.CodeBatch:
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
        refused=refused,
    )


def page(
    records: Sequence[CodeBatch],
    redeemed: Mapping[contract.CodeBatchId, int],
    refused: Mapping[contract.CodeBatchId, str],
    limit: int,
) -> contract.CodeBatchPage:
    items = tuple(
        batch(record, redeemed=redeemed.get(record.batch_id, 0), refused=refused.get(record.batch_id))
        for record in records[:limit]
    )
    cursor = cursors.encode(str(items[-1].batch_id)) if len(records) > limit else None
    return contract.CodeBatchPage(items=items, next_cursor=cursor)


def refused(
    record: CodeBatch, activity: Activity, suspension: Suspension, at: datetime
) -> contract.CodesRefused:
    return contract.CodesRefused(
        occurred_at=at,
        batch_id=record.batch_id,
        person_id=record.issued_by,
        activity_id=record.activity_id,
        provider_id=record.provider_id,
        title=activity.card.title,
        attended_on=record.attended_on,
        rule=suspension.rule,
    )


def guessing(tries: Tries, at: datetime) -> contract.CodeGuessingSuspected:
    return contract.CodeGuessingSuspected(
        occurred_at=at,
        person_id=tries.person_id,
        times=tries.times,
        closed_until=tries.closed_until or at,
    )
