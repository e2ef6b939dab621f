"""Questions, as their provider sees them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contracts.catalogue import items as contract
from kernel import cursors


def item(record: Any) -> contract.Item:
    return contract.Item(
        item_id=record.item_id,
        code=record.code,
        state=record.state,
        version=record.version,
        content=record.content,
        written_by=record.written_by,
        written_at=record.written_at,
    )


def page(records: Sequence[Any], limit: int) -> contract.ItemPage:
    items = tuple(item(record) for record in records[:limit])
    cursor = cursors.encode(str(items[-1].item_id)) if len(records) > limit else None
    return contract.ItemPage(items=items, next_cursor=cursor)
