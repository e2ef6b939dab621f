"""Registers, as others see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from contracts.catalogue import registers as contract
from kernel import cursors


def versions(records: Sequence[Any], limit: int) -> contract.RegisterPage:
    items = tuple(_version(record) for record in records[:limit])
    if len(records) <= limit:
        return contract.RegisterPage(items=items, next_cursor=None)
    last = items[-1]
    return contract.RegisterPage(
        items=items, next_cursor=cursors.encode(last.oid, last.valid_from.isoformat())
    )


def entries(
    query: contract.ReadRegister, version: str, on: date, records: Sequence[Any]
) -> contract.RegisterEntryPage:
    items = tuple(entry(record) for record in records[: query.limit])
    return contract.RegisterEntryPage(
        oid=query.oid,
        version=version,
        on=on,
        items=items,
        next_cursor=cursors.encode(items[-1].code) if len(records) > query.limit else None,
    )


def entry(record: Any) -> contract.RegisterEntry:
    return contract.RegisterEntry(
        code=record.code,
        name=record.name,
        valid_from=record.valid_from,
        valid_before=record.valid_before,
        successor=record.successor,
    )


def _version(record: Any) -> contract.RegisterVersion:
    return contract.RegisterVersion(
        oid=record.oid,
        version=record.version,
        title=record.title,
        valid_from=record.valid_from,
        entries=record.entries,
        sha256=record.sha256,
        imported_at=record.imported_at,
    )
