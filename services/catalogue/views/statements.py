"""Statements, as those read them who told them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from contracts.catalogue.statements import VERSION, ReadStatements
from kernel import cursors
from services.catalogue.domain.launch import STATEMENTS, Site


def statement(record: Any, site: Site) -> dict[str, Any]:
    """As it was told, with what its receiver adds."""
    authority = {"objectType": "Agent", "account": {"homePage": site.public_url, "name": "catalogue"}}
    return {
        "timestamp": _instant(record.stated_at),
        **record.body,
        "id": str(record.statement_id),
        "stored": _instant(record.stored_at),
        "authority": authority,
        "version": VERSION,
    }


def page(records: Sequence[Any], query: ReadStatements, limit: int, site: Site) -> dict[str, Any]:
    """more: where the next page is; empty where there is none."""
    told = [statement(record, site) for record in records[:limit]]
    more = ""
    if len(records) > limit:
        again = {
            "cursor": cursors.encode(str(records[limit - 1].place)),
            "ascending": "true" if query.ascending else "false",
            "limit": str(limit),
            "verb": query.verb,
            "since": None if query.since is None else _instant(query.since),
            "until": None if query.until is None else _instant(query.until),
        }
        known = {name: value for name, value in again.items() if value is not None}
        more = f"{STATEMENTS}statements?{urlencode(known)}"
    return {"statements": told, "more": more}


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
