"""Spans of time: what they have in common, and how long they are together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

# [begins, ends): a span that ends where another begins has nothing in common with it.
Span = tuple[datetime, datetime]


def united(spans: Iterable[Span]) -> list[Span]:
    """The same moments, in their order, none of them twice."""
    found: list[Span] = []
    for begins, ends in sorted(spans):
        if begins >= ends:
            continue
        if found and begins <= found[-1][1]:
            found[-1] = found[-1][0], max(ends, found[-1][1])
        else:
            found.append((begins, ends))
    return found


def common(one: Iterable[Span], other: Iterable[Span]) -> list[Span]:
    """The moments of both."""
    theirs = united(other)
    pairs = ((max(a, c), min(b, d)) for a, b in united(one) for c, d in theirs)
    return united(pair for pair in pairs if pair[0] < pair[1])


def without(spans: Iterable[Span], taken: Iterable[Span]) -> list[Span]:
    """The moments of `spans` that are none of `taken`."""
    left = united(spans)
    for begins, ends in united(taken):
        left = [
            piece
            for a, b in left
            for piece in ((a, min(b, begins)), (max(a, ends), b))
            if piece[0] < piece[1]
        ]
    return left


def minutes(spans: Sequence[Span]) -> int:
    """Whole minutes, of all together."""
    total = sum((ends - begins for begins, ends in united(spans)), timedelta())
    return int(total.total_seconds() // 60)
