"""Remarks, as others see them: without who made them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from contracts.catalogue import remarks as contract
from kernel import cursors
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.remark import Remark


def remark(record: Any) -> contract.Remark:
    return contract.Remark(
        remark_id=record.remark_id,
        activity_id=record.activity_id,
        version=record.version,
        text=record.text,
        rating=record.rating,
        made_at=record.made_at,
        answer=record.answer,
        reason=record.reason,
        answered_at=record.answered_at,
    )


def page(records: Sequence[Any], limit: int) -> contract.RemarkPage:
    items = tuple(remark(record) for record in records[:limit])
    cursor = cursors.encode(str(items[-1].remark_id)) if len(records) > limit else None
    return contract.RemarkPage(items=items, next_cursor=cursor)


def made(activity: Activity, remark: Remark, at: datetime) -> contract.RemarkMade:
    return contract.RemarkMade(
        occurred_at=at,
        activity_id=activity.activity_id,
        provider_id=activity.provider_id,
        remark_id=remark.remark_id,
        rating=remark.rating,
    )
