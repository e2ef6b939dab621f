"""Materials of an activity, as others see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from contracts.catalogue import materials as contract
from kernel.values import ActivityId
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.attachment import Attachment


def material(record: Attachment) -> contract.Material:
    return contract.Material(
        attachment_id=record.attachment_id,
        kind=contract.MaterialKind(record.kind),
        title=record.title,
        access=contract.MaterialAccess(str(record.access)),
        available_from=record.available_from,
        filename=record.filename,
        media_type=record.media_type,
        size=record.size,
        sha256=record.sha256,
        state=record.state,
        attached_at=record.attached_at,
    )


def materials(records: Iterable[Attachment]) -> contract.MaterialList:
    return contract.MaterialList(items=tuple(material(record) for record in records))


def attached(activity: Activity, record: Attachment, at: datetime) -> contract.MaterialAttached:
    return contract.MaterialAttached(
        occurred_at=at,
        activity_id=ActivityId(activity.activity_id),
        provider_id=activity.provider_id,
        attachment_id=record.attachment_id,
        kind=contract.MaterialKind(record.kind),
        access=contract.MaterialAccess(str(record.access)),
    )
