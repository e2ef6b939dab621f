"""Gates, and the moves made past them, as others see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from contracts.catalogue import lifecycle as contract
from kernel.messages import Event
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.gates import is_passable


def checklist(query: contract.ReadGate, items: tuple[contract.GateItem, ...]) -> contract.GateChecklist:
    return contract.GateChecklist(
        activity_id=query.activity_id, move=query.move, items=items, is_passable=is_passable(items)
    )


def moves(records: Iterable[Any]) -> contract.ActivityMoves:
    return contract.ActivityMoves(
        items=tuple(
            contract.ActivityMove(
                move=record.move,
                version=record.version,
                moved_at=record.moved_at,
                moved_by=record.moved_by,
                items=record.items,
            )
            for record in records
        )
    )


def moved(activity: Activity, move: contract.GateMove, at: datetime) -> Event:
    """What others are told of a move after the approval."""
    if move is contract.GateMove.PILOT:
        return contract.PilotStarted(
            occurred_at=at,
            activity_id=activity.activity_id,
            provider_id=activity.provider_id,
            seats=activity.seats or 0,
        )
    kind = {
        contract.GateMove.PUBLICATION: contract.ActivityPublished,
        contract.GateMove.RESUMPTION: contract.ActivityPublished,
        contract.GateMove.SUSPENSION: contract.ActivitySuspended,
        contract.GateMove.RETIREMENT: contract.ActivityRetired,
    }[move]
    return kind(occurred_at=at, activity_id=activity.activity_id, provider_id=activity.provider_id)
