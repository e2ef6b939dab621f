"""How facts are written beside the rules that judge by them."""

from __future__ import annotations

from datetime import UTC, datetime


def said(fact: object) -> str:
    """An instant as everywhere else in the suite: 2026-11-25T09:00:00Z."""
    if isinstance(fact, datetime):
        return fact.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return str(fact)
