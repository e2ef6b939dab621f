"""Rehearsals, and whom they found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from contracts.credits import rehearsals as contract
from kernel import cursors
from services.credits.domain.rehearsal import Rehearsal


def rehearsal(of: Rehearsal, counts: Iterable[Sequence[Any]]) -> contract.Rehearsal:
    """counts: (speciality, rule, lost, gained); none before it has finished."""
    return contract.Rehearsal(
        rehearsal_id=of.rehearsal_id,
        draft_id=of.draft_id,
        on=of.on,
        known_at=of.known_at,
        state=of.state,
        requested_by=of.requested_by,
        began_at=of.began_at,
        ended_at=of.ended_at,
        total=of.total,
        done=of.done,
        flips=tuple(
            contract.Flips(speciality=speciality, rule=rule, lost=lost, gained=gained)
            for speciality, rule, lost, gained in counts
        ),
    )


def flipped(rows: Sequence[Mapping[str, Any]], limit: int) -> contract.FlippedPage:
    """rows: one more than the limit where there is a next page."""
    items = tuple(
        contract.Flipped(
            cycle_id=row["cycle_id"],
            person_id=row["person_id"],
            speciality=row["speciality"],
            lost=tuple(row["lost"]),
            gained=tuple(row["gained"]),
        )
        for row in rows[:limit]
    )
    more = cursors.encode(str(items[-1].cycle_id)) if len(rows) > limit else None
    return contract.FlippedPage(items=items, next_cursor=more)
