"""Editions and revisions of cards, as others see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from contracts.catalogue import editions as contract
from contracts.catalogue.activities import DraftActivity
from contracts.catalogue.cards import CardDetails
from kernel.values import ActivityId
from services.catalogue.domain import gates
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.revision import Revision
from services.catalogue.views.activities import without_links


def revision(record: Revision) -> contract.Revision:
    return contract.Revision(
        activity_id=record.activity_id,
        state=record.state,
        card=record.card,
        return_reason=record.return_reason,
        proposed_at=record.proposed_at,
        version=record.version,
        items=gates.concerns(record.card.details or CardDetails()),
    )


def editions(activity_id: ActivityId, records: Iterable[Any]) -> contract.Editions:
    """As everybody may read them: without links to join."""
    return contract.Editions(
        activity_id=activity_id,
        items=tuple(
            contract.Edition(
                version=record.version,
                card=_public(record.card),
                approved_by=record.approved_by,
                approved_at=record.approved_at,
            )
            for record in records
        ),
    )


def submitted(activity: Activity, at: datetime) -> contract.RevisionSubmitted:
    return contract.RevisionSubmitted(
        occurred_at=at, activity_id=activity.activity_id, provider_id=activity.provider_id
    )


def returned(activity: Activity, at: datetime) -> contract.RevisionReturned:
    return contract.RevisionReturned(
        occurred_at=at, activity_id=activity.activity_id, provider_id=activity.provider_id
    )


def _public(card: DraftActivity) -> DraftActivity:
    return replace(card, details=without_links(card.details)) if card.details else card
