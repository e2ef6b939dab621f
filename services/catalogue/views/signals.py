"""What stands out, as others see it: with what it means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from contracts.catalogue import signals as contract
from contracts.catalogue.module_tests import AttemptId
from kernel import cursors, rules
from services.catalogue.domain.attempt import Attempt
from services.catalogue.domain.signal import Finding


def signals(attempt_id: AttemptId, is_examined: bool, records: Sequence[Any]) -> contract.Signals:
    return contract.Signals(
        attempt_id=attempt_id, is_examined=is_examined, signals=tuple(_signal(record) for record in records)
    )


def page(records: Sequence[Any], limit: int) -> contract.SignalPage:
    items = tuple(_signal(record) for record in records[:limit])
    last = items[-1] if len(records) > limit else None
    cursor = cursors.encode(str(last.attempt_id), last.kind) if last else None
    return contract.SignalPage(items=items, next_cursor=cursor)


def noted(attempt: Attempt, found: Sequence[Finding], at: datetime) -> list[contract.SignalNoted]:
    return [
        contract.SignalNoted(
            occurred_at=at,
            activity_id=attempt.activity_id,
            provider_id=attempt.provider_id,
            kind=finding.kind,
            value=finding.value,
        )
        for finding in found
    ]


def _signal(record: Any) -> contract.Signal:
    return contract.Signal(
        attempt_id=record.attempt_id,
        kind=record.kind,
        value=record.value,
        limit=record.limit,
        basis=record.basis,
        found_at=record.found_at,
        meaning_ru=rules.text(f"signal.{record.kind}", "ru"),
        meaning_en=rules.text(f"signal.{record.kind}", "en"),
    )
