"""Documents: announcing, checking, reading."""

from __future__ import annotations

from datetime import timedelta

from contracts.portfolio import documents as contract
from kernel import accesses, clock, cursors, mergers, outbox
from kernel.database import Database
from kernel.files import Files
from kernel.messages import Caller, NotFound
from kernel.presigned import Announced
from kernel.values import DocumentId, Role
from services.portfolio import files as stored
from services.portfolio import store, views
from services.portfolio.domain import inspection
from services.portfolio.domain.document import Document
from services.portfolio.domain.kinds import DocumentType

UPLOAD_WINDOW = timedelta(minutes=30)
DOWNLOAD_WINDOW = timedelta(minutes=5)


def announce_document(
    database: Database, files: Files, caller: Caller, command: contract.AnnounceDocument
) -> contract.Upload:
    """Give the caller a place to upload one document to.

    Raises: UnknownDocumentType, DocumentUnsound, UnknownDocument -- what it replaces is not the caller's.
    """
    now = clock.now()
    with database.transaction() as session:
        kind = store.type_on(session, command.type, clock.legal_day(now))
        document = _announced(caller, command, kind)
        if command.replaces and store.document_of(session, caller.person, command.replaces) is None:
            raise contract.UnknownDocument(document_id=command.replaces)
        store.add_document(session, document)
    announced = Announced(size=document.size, sha256=document.sha256, media_type=document.media_type)
    upload = files.upload(document.key, announced, UPLOAD_WINDOW)
    return contract.Upload(
        document_id=document.document_id,
        method="PUT",
        url=upload.url,
        headers=upload.headers,
        expires_at=now + UPLOAD_WINDOW,
    )


def _announced(caller: Caller, command: contract.AnnounceDocument, kind: DocumentType | None) -> Document:
    if kind is None:
        raise contract.UnknownDocumentType(type="document.type")
    broken = inspection.announcement(command, kind, clock.today())
    if broken:
        raise contract.DocumentUnsound(broken)
    return Document(**vars(command), person_id=caller.person, announced_at=clock.now())


def check_document(
    database: Database, files: Files, caller: Caller, command: contract.CheckDocument
) -> contract.Document:
    """Check what was uploaded and settle the document.

    Raises: UnknownDocument, NotUploaded, DocumentSettled.
    """
    arrived = _arrived(files, _own(database, caller, command.document_id))
    now = clock.now()
    with database.transaction() as session:
        document = store.lock_document(session, command.document_id)
        document.settle(inspection.inspect(document, arrived), now)
        if document.replaces and document.state is contract.DocumentState.ACCEPTED:
            store.lock_document(session, document.replaces).supersede()
        outbox.add(session, views.uploaded(document, now))
        outbox.add(session, views.settled(document, now))
    return views.document(document, _names(database))


def _arrived(files: Files, document: Document) -> inspection.Arrived:
    """Measured before the transaction: a slow store must not hold a lock."""
    if document.state is not contract.DocumentState.EXPECTED:
        raise contract.DocumentSettled(document_id=document.document_id, state=document.state)
    try:
        return stored.measure(files, document)
    except NotFound as error:
        raise contract.NotUploaded(document_id=document.document_id) from error


def _own(database: Database, caller: Caller, document_id: DocumentId) -> Document:
    with database.reading() as session:
        document = store.document_of(session, caller.person, document_id)
    if document is None:
        raise contract.UnknownDocument(document_id=document_id)
    return document


def _readable(database: Database, caller: Caller, document_id: DocumentId) -> Document:
    """The caller's own document; for those who decide, one that was filed with an application or a claim."""
    document = None
    with database.reading() as session:
        if caller.has(Role.REVIEWER, Role.COMMISSION):
            document = store.packed_document(session, document_id)
        if document is None and caller.has(Role.REGULATOR, Role.ADMINISTRATOR):
            document = store.proving_document(session, document_id)
    return document or _own(database, caller, document_id)


def _note(database: Database, caller: Caller, thing: str, document: Document) -> None:
    """Note whose document the caller sees, for the application it was last filed with, or the claim."""
    with database.reading() as session:
        person_id = mergers.now(session, document.person_id)
        if person_id == caller.person_id:
            return
        case = store.last_filed_with(session, document.document_id) or store.last_proved(
            session, document.document_id
        )
    accesses.note(database, caller, f"portfolio.{thing}.viewed", person_id, case=case)


def read_document(database: Database, caller: Caller, query: contract.ReadDocument) -> contract.Document:
    """Raises: UnknownDocument."""
    document = _readable(database, caller, query.document_id)
    _note(database, caller, "document", document)
    return views.document(document, _names(database))


def download_document(
    database: Database, files: Files, caller: Caller, query: contract.ReadDocument
) -> contract.Download:
    """A short-lived link to the bytes.

    Raises: UnknownDocument, NotUploaded.
    """
    document = _readable(database, caller, query.document_id)
    if document.state is contract.DocumentState.EXPECTED:
        raise contract.NotUploaded(document_id=document.document_id)
    _note(database, caller, "file", document)
    url = files.download_url(document.key, document.filename, document.media_type, DOWNLOAD_WINDOW)
    return contract.Download(
        url=url,
        filename=document.filename,
        media_type=document.media_type,
        expires_at=clock.now() + DOWNLOAD_WINDOW,
    )


def my_documents(database: Database, caller: Caller, query: contract.ListDocuments) -> contract.DocumentPage:
    """The caller's documents, newest first."""
    before = cursors.identifier(query.cursor)
    with database.reading() as session:
        rows = store.page_of_documents(session, caller.person, before, query.limit + 1)
    return views.document_page(rows, query.limit, _names(database))


def list_document_types(database: Database, query: contract.ListDocumentTypes) -> contract.DocumentTypeList:
    """The types of document in force on a day, and which kinds of admission require them."""
    on = query.on or clock.today()
    with database.reading() as session:
        return views.type_list(store.types_on(session, on), store.template_on(session, None, on))


def _names(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {kind.code: kind.name_ru for kind in store.types_on(session, clock.today())}
