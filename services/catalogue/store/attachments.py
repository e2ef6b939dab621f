"""Attachments: what belongs to an application or to an activity."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from contracts.catalogue.attachments import AttachmentId, UnknownAttachment
from services.catalogue.domain.attachment import Attachment
from services.catalogue.tables import attachments


def add(session: Session, attachment: Attachment) -> None:
    session.add(attachment)


def replace(session: Session, attachment: Attachment) -> None:
    """Add it in the place of what its owner had of this kind."""
    former = attachments.c.owner_id == attachment.owner_id, attachments.c.kind == attachment.kind
    session.execute(sa.delete(attachments).where(*former))
    session.add(attachment)


def remove(session: Session, attachment: Attachment) -> None:
    session.delete(attachment)


def of(session: Session, owner_id: UUID, attachment_id: AttachmentId) -> Attachment:
    """Raises: UnknownAttachment -- there is none, or it belongs to something else."""
    return _only(session, owner_id, attachment_id, locked=False)


def locked(session: Session, owner_id: UUID, attachment_id: AttachmentId) -> Attachment:
    """The same, locked until the transaction ends. Raises: UnknownAttachment."""
    return _only(session, owner_id, attachment_id, locked=True)


def owned_by(session: Session, owners: Sequence[UUID]) -> Sequence[Attachment]:
    """What belongs to any of `owners`, the oldest first."""
    query = sa.select(Attachment).where(attachments.c.owner_id.in_(owners))
    return session.scalars(query.order_by(attachments.c.attachment_id)).all()


def _only(session: Session, owner_id: UUID, attachment_id: AttachmentId, *, locked: bool) -> Attachment:
    query = sa.select(Attachment).where(
        attachments.c.attachment_id == attachment_id, attachments.c.owner_id == owner_id
    )
    attachment = session.scalar(query.with_for_update() if locked else query)
    if attachment is None:
        raise UnknownAttachment(attachment_id=attachment_id)
    return attachment
