"""In which language to speak: Russian, or English where it is preferred."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

DEFAULT = "ru"
SPOKEN = ("ru", "en")
RANGE = re.compile(
    r"\s*([a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*|\*)\s*(?:;\s*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*)?"
)


@lru_cache(maxsize=256)
def preferred(accept_language: str | None) -> str:
    """The language that an Accept-Language header (RFC 9110) rates highest; Russian when it rates none."""
    rates: dict[str, Decimal] = {}
    for part in (accept_language or "").split(",")[:32]:
        match = RANGE.fullmatch(part)
        if match:
            rates.setdefault(match[1].lower().split("-")[0], Decimal(match[2] or 1))
    others = rates.get("*", Decimal(0))
    best = max(SPOKEN, key=lambda language: rates.get(language, others))
    return best if rates.get(best, others) > 0 else DEFAULT
