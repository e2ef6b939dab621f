"""A file in the object store: announced, uploaded, checked."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from contracts.catalogue.attachments import (
    AnnouncedFile,
    AttachmentId,
    AttachmentMissing,
    AttachmentSettled,
    AttachmentState,
    AttachmentUnsound,
)
from kernel.values import new_id

MOVES: dict[AttachmentState, frozenset[AttachmentState]] = {
    AttachmentState.EXPECTED: frozenset({AttachmentState.STORED, AttachmentState.REJECTED}),
    AttachmentState.STORED: frozenset(),
    AttachmentState.REJECTED: frozenset(),
}
SUFFIXES = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "video/mp4": (".mp4",),
    "application/zip": (".zip",),
    "application/json": (".json",),
    "text/csv": (".csv",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
}


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What may be attached. most_bytes: of one file."""

    media_types: Collection[str]
    most_bytes: int


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """What the store holds."""

    size: int
    sha256: str


@dataclass(eq=False, kw_only=True)
class Attachment:
    """owner_id: the application or the activity to which it belongs. size: bytes."""

    attachment_id: AttachmentId
    owner_id: UUID
    kind: str
    title: str
    filename: str
    media_type: str
    size: int
    sha256: str
    attached_at: datetime
    state: AttachmentState = AttachmentState.EXPECTED
    access: str | None = None
    available_from: datetime | None = None

    @classmethod
    def announce(
        cls, file: AnnouncedFile, terms: Terms, *, owner_id: UUID, kind: str, title: str, at: datetime
    ) -> Attachment:
        """Raises: AttachmentUnsound -- all faults at once."""
        found = dict(faults(file, terms))
        if found:
            raise AttachmentUnsound(found)
        return cls(
            attachment_id=AttachmentId(new_id()),
            owner_id=owner_id,
            kind=kind,
            title=title,
            filename=file.filename,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            attached_at=at,
        )

    @property
    def key(self) -> str:
        """Where its bytes are in the store. They are never written again once stored."""
        return f"attachments/{self.owner_id}/{self.attachment_id}"

    @property
    def is_stored(self) -> bool:
        return self.state is AttachmentState.STORED

    def settle(self, arrived: Arrived) -> None:
        """Take what arrived, or reject it. Raises: AttachmentSettled."""
        agrees = (arrived.size, arrived.sha256) == (self.size, self.sha256)
        state = AttachmentState.STORED if agrees else AttachmentState.REJECTED
        if state not in MOVES[self.state]:
            raise AttachmentSettled(state=self.state)
        self.state = state

    def require_stored(self) -> None:
        """Raises: AttachmentMissing."""
        if not self.is_stored:
            raise AttachmentMissing(state=self.state)


def faults(file: AnnouncedFile, terms: Terms) -> Iterator[tuple[str, str]]:
    """Each field of an announced file that breaks a rule, with the code of the rule."""
    if file.media_type not in terms.media_types:
        yield "media_type", "document.media_type"
    elif not file.filename.lower().endswith(SUFFIXES.get(file.media_type, ())):
        yield "filename", "document.suffix"
    if file.size > terms.most_bytes:
        yield "size", "document.size"
    if not re.fullmatch(r"[0-9a-f]{64}", file.sha256):
        yield "sha256", "document.sha256"
