"""Attachments of applications and of activities: what the object store holds, and what it awaits."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.catalogue.attachments import AttachmentState
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.catalogue.domain.attachment import Attachment
from services.catalogue.tables.schema import mapper, metadata

attachments = sa.Table(
    "attachments",
    metadata,
    sa.Column("attachment_id", sa.Uuid, primary_key=True),
    sa.Column("owner_id", sa.Uuid, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("filename", sa.Text, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("attached_at", InstantColumn, nullable=False),
    sa.Column("state", ChoiceColumn(AttachmentState), nullable=False),
    sa.Column("access", sa.Text),
    sa.Column("available_from", InstantColumn),
    one_of("state", AttachmentState),
    sa.CheckConstraint("size > 0", name="size"),
)
sa.Index("attachments_of_owner", attachments.c.owner_id, attachments.c.attachment_id)

mapper.map_imperatively(Attachment, attachments)
