"""Attachments, as others see them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from contracts.catalogue import attachments as contract
from kernel.presigned import Upload


def attachment(record: Any) -> contract.Attachment:
    return contract.Attachment(
        attachment_id=record.attachment_id,
        kind=record.kind,
        title=record.title,
        filename=record.filename,
        media_type=record.media_type,
        size=record.size,
        sha256=record.sha256,
        state=record.state,
        attached_at=record.attached_at,
    )


def upload(record: Any, where: Upload, expires_at: datetime) -> contract.AttachmentUpload:
    return contract.AttachmentUpload(
        attachment_id=record.attachment_id,
        method="PUT",
        url=where.url,
        headers=where.headers,
        expires_at=expires_at,
    )


def link(record: Any, url: str, expires_at: datetime) -> contract.AttachmentLink:
    return contract.AttachmentLink(
        url=url, filename=record.filename, media_type=record.media_type, expires_at=expires_at
    )
