"""Attachments: the files that catalogue keeps in its object store, uploaded straight to it.

Owner: services/catalogue. Vocabulary: docs/glossary.md, "Activities".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from kernel.messages import Conflict, Invalid, NotFound
from kernel.values import Length, Line, Range

AttachmentId = NewType("AttachmentId", UUID)
FileSize = Annotated[int, Range(1, 2**31)]
FileHash = Annotated[str, Length(64, 64)]


class AttachmentState(StrEnum):
    """expected: announced, not uploaded yet. stored: what arrived is what was announced."""

    EXPECTED = "expected"
    STORED = "stored"
    REJECTED = "rejected"


class UnknownAttachment(NotFound, ru="Такого файла нет."):
    """There is no such attachment."""


class AttachmentUnsound(Invalid, ru="Файл не отвечает требованиям."):
    """The announced file breaks a rule."""


class AttachmentMissing(Conflict, ru="Файл ещё не загружен."):
    """The file has not arrived in the store."""


class AttachmentSettled(Conflict, ru="Файл уже проверен. Загрузите новый."):
    """The file has been checked already; attach a new one."""


@dataclass(frozen=True, kw_only=True)
class AnnouncedFile:
    """A file to come. size: bytes; sha256: hexadecimal."""

    filename: Line
    media_type: Line
    size: FileSize
    sha256: FileHash


@dataclass(frozen=True, kw_only=True)
class AttachmentUpload:
    """Where to PUT the bytes, with which headers, and until when."""

    attachment_id: AttachmentId
    method: str
    url: str
    headers: dict[str, str]
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """kind: what it is; its words depend on what it is attached to."""

    attachment_id: AttachmentId
    kind: str
    title: str
    filename: str
    media_type: str
    size: int
    sha256: str
    state: AttachmentState
    attached_at: datetime


@dataclass(frozen=True, kw_only=True)
class AttachmentLink:
    """Where the bytes are, for a short time, without a token."""

    url: str
    filename: str
    media_type: str
    expires_at: datetime


ATTACHING = (AttachmentUnsound,)
CHECKING = (UnknownAttachment, AttachmentMissing, AttachmentSettled)
FETCHING = (UnknownAttachment, AttachmentMissing)
