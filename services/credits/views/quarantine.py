"""Claims in quarantine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from contracts.credits import quarantine as contract
from kernel import cursors
from services.credits.domain.quarantine import Quarantined


def quarantined(of: Quarantined) -> contract.Quarantined:
    claim = of.claim
    return contract.Quarantined(
        claim_id=claim.claim_id,
        person_id=claim.person_id,
        speciality=claim.speciality,
        activity_id=claim.activity_id,
        activity_number=claim.activity_number,
        kind=claim.kind,
        title=claim.title,
        credits=claim.credits,
        completed_on=claim.completed_on,
        code=of.code,
        traces=of.traces,
        received_at=of.received_at,
        state=of.state,
        settled_at=of.settled_at,
        settled_by=of.settled_by,
        reason=of.reason,
    )


def quarantine_page(found: Sequence[Quarantined], limit: int) -> contract.QuarantinePage:
    """found: one more than the limit where there is a next page."""
    items = tuple(map(quarantined, found[:limit]))
    more = cursors.encode(str(items[-1].claim_id)) if len(found) > limit else None
    return contract.QuarantinePage(items=items, next_cursor=more)


def dropped(of: Quarantined, at: datetime) -> contract.ClaimDropped:
    return contract.ClaimDropped(
        occurred_at=at,
        claim_id=of.claim.claim_id,
        person_id=of.claim.person_id,
        activity_id=of.claim.activity_id,
        title=of.claim.title,
        code=of.code,
    )
