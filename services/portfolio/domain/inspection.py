"""The checks of a document: before the upload on what is announced, after it on what arrived."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from contracts.portfolio.documents import AnnounceDocument, Finding
from services.portfolio.domain.document import Document
from services.portfolio.domain.kinds import DocumentType

# The first bytes of a file tell its format; its name and its declared type tell nothing.
MAGIC = {"application/pdf": b"%PDF-", "image/jpeg": b"\xff\xd8\xff"}
SUFFIXES = {"application/pdf": (".pdf",), "image/jpeg": (".jpg", ".jpeg")}
DATED = ("number", "issued_on", "valid_until")


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """What the store holds. head: the first bytes; pages: none when the file cannot be opened."""

    size: int
    sha256: str
    head: bytes
    pages: int | None


def announcement(command: AnnounceDocument, kind: DocumentType, today: date) -> dict[str, str]:
    """The broken rules of an announcement, by field; empty when it is sound."""
    return dict(_announced(command, kind, today))


def _announced(command: AnnounceDocument, kind: DocumentType, today: date) -> Iterator[tuple[str, str]]:
    if command.media_type not in kind.media_types:
        yield "media_type", "document.media_type"
    elif not command.filename.lower().endswith(SUFFIXES[command.media_type]):
        yield "filename", "document.suffix"
    if command.size > kind.max_bytes:
        yield "size", "document.size"
    if not re.fullmatch(r"[0-9a-f]{64}", command.sha256):
        yield "sha256", "document.sha256"
    for name in DATED:
        if name in kind.required_fields and getattr(command, name) is None:
            yield name, "required"
    yield from _dates(command, today)


def _dates(command: AnnounceDocument, today: date) -> Iterator[tuple[str, str]]:
    if command.issued_on is not None and command.issued_on > today:
        yield "issued_on", "date.future"
    if command.valid_until is not None and command.valid_until < today:
        yield "valid_until", "date.expired"
    if command.issued_on and command.valid_until and command.valid_until < command.issued_on:
        yield "valid_until", "period.order"


def inspect(document: Document, arrived: Arrived) -> tuple[Finding, ...]:
    """What is wrong with the file that arrived; empty when nothing is."""
    return tuple(_found(document, arrived))


def _found(document: Document, arrived: Arrived) -> Iterator[Finding]:
    if arrived.size != document.size:
        yield _finding(
            "size", str(document.size), str(arrived.size), "Размер файла не совпадает с объявленным."
        )
    if arrived.sha256 != document.sha256:
        yield _finding(
            "sha256", document.sha256, arrived.sha256, "Контрольная сумма файла не совпадает с объявленной."
        )
    if not arrived.head.startswith(MAGIC[document.media_type]):
        yield _finding(
            "magic", document.media_type, arrived.head[:8].hex(), "Содержимое файла не того формата."
        )
    elif not arrived.pages:
        yield _finding("readable", "1", str(arrived.pages or 0), "Файл не открывается или защищён паролем.")


def _finding(rule: str, expected: str, found: str, text: str) -> Finding:
    return Finding(code="R09", rule=f"document.{rule}", expected=expected, found=found, text=text)
