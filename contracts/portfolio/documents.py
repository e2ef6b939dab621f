"""Documents: uploaded straight to the object store, then checked.

Owner: services/portfolio. Vocabulary: docs/glossary.md, "Portfolio".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from kernel.messages import ANYONE, Conflict, Event, Invalid, NotFound, Operation
from kernel.values import Code, DocumentId, Length, Limit, Line, PersonId, Range, Role

Size = Annotated[int, Range(1, 2**31)]
Sha256 = Annotated[str, Length(64, 64)]


class DocumentState(StrEnum):
    """expected: announced, not uploaded yet; accepted and rejected are verdicts of the checks."""

    EXPECTED = "expected"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


class UnknownDocument(NotFound, ru="Такого документа нет."):
    """There is no such document."""


class UnknownDocumentType(Invalid, ru="Такого вида документа нет."):
    """There is no such type of document."""


class DocumentUnsound(Invalid, ru="Файл не отвечает требованиям к документу."):
    """The announced file contradicts the rules of its document type."""


class NotUploaded(Conflict, ru="Файл ещё не загружен."):
    """The file has not arrived in the store."""


class DocumentSettled(Conflict, ru="Документ уже проверен. Загрузите новый."):
    """The document has been checked already; upload a new one."""


@dataclass(frozen=True, kw_only=True)
class AnnounceDocument:
    """Ask for a place to upload to. sha256: hexadecimal; size: bytes.

    replaces: the document that this one shall supersede once accepted.
    """

    type: Code
    filename: Line
    media_type: Line
    size: Size
    sha256: Sha256
    number: Code | None = None
    issued_on: date | None = None
    valid_until: date | None = None
    replaces: DocumentId | None = None


@dataclass(frozen=True, kw_only=True)
class Upload:
    """Where to PUT the bytes, with which headers, and until when."""

    document_id: DocumentId
    method: str
    url: str
    headers: dict[str, str]
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class CheckDocument:
    """The upload is done: check what arrived."""

    document_id: DocumentId


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing wrong with a document: what was expected, what was found. code: R01 … R17."""

    code: str
    rule: str
    expected: str
    found: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Document:
    document_id: DocumentId
    person_id: PersonId
    type: str
    type_name: str
    filename: str
    media_type: str
    size: int
    sha256: str
    number: str | None
    issued_on: date | None
    valid_until: date | None
    state: DocumentState
    findings: tuple[Finding, ...]
    announced_at: datetime
    checked_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ReadDocument:
    document_id: DocumentId


@dataclass(frozen=True, kw_only=True)
class Download:
    """A link that works for a short time, without a token."""

    url: str
    filename: str
    media_type: str
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class ListDocuments:
    cursor: Line | None = None
    limit: Limit = 20


@dataclass(frozen=True, kw_only=True)
class DocumentPage:
    items: tuple[Document, ...]
    next_cursor: str | None


@dataclass(frozen=True, kw_only=True)
class ListDocumentTypes:
    """on: the day whose list is asked for; today when absent."""

    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class DocumentType:
    """max_size: bytes. required_for: the kinds of admission that ask for it."""

    code: str
    name: str
    media_types: tuple[str, ...]
    max_size: int
    required_for: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DocumentTypeList:
    items: tuple[DocumentType, ...]


@dataclass(frozen=True, kw_only=True)
class DocumentUploaded(Event, name="portfolio.document.uploaded", subject="person_id"):
    """A document has arrived in the store."""

    document_id: DocumentId
    person_id: PersonId
    document_type: str


@dataclass(frozen=True, kw_only=True)
class DocumentVerified(Event, name="portfolio.document.verified", subject="person_id"):
    """A document has passed the checks."""

    document_id: DocumentId
    person_id: PersonId
    document_type: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class DocumentRejected(Event, name="portfolio.document.rejected", subject="person_id"):
    """A document has failed the checks. codes: the reasons, R01 … R17."""

    document_id: DocumentId
    person_id: PersonId
    document_type: str
    codes: tuple[str, ...]


SPECIALISTS = frozenset({Role.SPECIALIST})
# Those who decide see only what was filed with an application or proves a claim.
READERS = frozenset({Role.SPECIALIST, Role.REVIEWER, Role.COMMISSION, Role.REGULATOR, Role.ADMINISTRATOR})

announce_document = Operation(
    "portfolio",
    "announce_document",
    AnnounceDocument,
    Upload,
    (UnknownDocumentType, DocumentUnsound, UnknownDocument),
    roles=SPECIALISTS,
)
check_document = Operation(
    "portfolio",
    "check_document",
    CheckDocument,
    Document,
    (UnknownDocument, NotUploaded, DocumentSettled),
    roles=SPECIALISTS,
    deadline=15.0,
)
read_document = Operation(
    "portfolio", "read_document", ReadDocument, Document, (UnknownDocument,), roles=READERS, reads=True
)
download_document = Operation(
    "portfolio",
    "download_document",
    ReadDocument,
    Download,
    (UnknownDocument, NotUploaded),
    roles=READERS,
    reads=True,
)
my_documents = Operation(
    "portfolio", "my_documents", ListDocuments, DocumentPage, roles=SPECIALISTS, reads=True
)
list_document_types = Operation(
    "portfolio", "list_document_types", ListDocumentTypes, DocumentTypeList, roles=ANYONE, reads=True
)
