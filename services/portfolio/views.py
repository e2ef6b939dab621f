"""Domain -> contract: the only place where inner shapes become public ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from contracts.portfolio import confirmations, documents, packages
from kernel import cursors
from services.portfolio.domain.confirmation import Confirmation
from services.portfolio.domain.document import Document
from services.portfolio.domain.kinds import DocumentType, TemplateLine


def document(held: Document, names: dict[str, str]) -> documents.Document:
    """names: of the types of document, by code."""
    return documents.Document(
        document_id=held.document_id,
        person_id=held.person_id,
        type=held.type,
        type_name=names.get(held.type, held.type),
        filename=held.filename,
        media_type=held.media_type,
        size=held.size,
        sha256=held.sha256,
        number=held.number,
        issued_on=held.issued_on,
        valid_until=held.valid_until,
        state=held.state,
        findings=tuple(documents.Finding(**finding) for finding in held.findings),
        announced_at=held.announced_at,
        checked_at=held.checked_at,
    )


def document_page(rows: Sequence[Document], limit: int, names: dict[str, str]) -> documents.DocumentPage:
    """rows: one more than the limit where there is a next page."""
    shown = rows[:limit]
    return documents.DocumentPage(
        items=tuple(document(row, names) for row in shown),
        next_cursor=cursors.encode(str(shown[-1].document_id)) if len(rows) > limit else None,
    )


def type_list(types: Sequence[DocumentType], template: Sequence[TemplateLine]) -> documents.DocumentTypeList:
    asked = {kind.code: [line for line in template if line.document_type == kind.code] for kind in types}
    return documents.DocumentTypeList(
        items=tuple(
            documents.DocumentType(
                code=kind.code,
                name=kind.name_ru,
                media_types=kind.media_types,
                max_size=kind.max_bytes,
                required_for=tuple(line.admission_kind for line in asked[kind.code] if line.is_required),
            )
            for kind in types
        )
    )


def uploaded(held: Document, at: datetime) -> documents.DocumentUploaded:
    return documents.DocumentUploaded(
        occurred_at=at, document_id=held.document_id, person_id=held.person_id, document_type=held.type
    )


def settled(held: Document, at: datetime) -> documents.DocumentVerified | documents.DocumentRejected:
    if held.findings:
        return documents.DocumentRejected(
            occurred_at=at,
            document_id=held.document_id,
            person_id=held.person_id,
            document_type=held.type,
            codes=tuple(sorted({finding["code"] for finding in held.findings})),
        )
    return documents.DocumentVerified(
        occurred_at=at,
        document_id=held.document_id,
        person_id=held.person_id,
        document_type=held.type,
        sha256=held.sha256,
    )


def packed(held: Document, names: dict[str, str]) -> packages.PackedDocument:
    return packages.PackedDocument(
        document_id=held.document_id,
        type=held.type,
        type_name=names.get(held.type, held.type),
        sha256=held.sha256,
        valid_until=held.valid_until,
    )


def confirmation(act: Confirmation) -> confirmations.Confirmation:
    return confirmations.Confirmation(
        confirmation_id=act.confirmation_id,
        number=act.number,
        entry_id=act.entry_id,
        activity_id=act.activity_id,
        title=act.title,
        credits=act.credits,
        completed_on=act.completed_on,
        state=act.state,
        issued_at=act.issued_at,
        sha256=act.sha256,
    )


def confirmation_page(rows: Sequence[Confirmation], limit: int) -> confirmations.ConfirmationPage:
    """rows: one more than the limit where there is a next page."""
    shown = rows[:limit]
    return confirmations.ConfirmationPage(
        items=tuple(map(confirmation, shown)),
        next_cursor=cursors.encode(str(shown[-1].confirmation_id)) if len(rows) > limit else None,
    )


def proof(act: Confirmation) -> confirmations.ConfirmationProof:
    return confirmations.ConfirmationProof(
        number=act.number,
        state=act.state,
        title=act.title,
        credits=act.credits,
        completed_on=act.completed_on,
        issued_at=act.issued_at,
        sha256=act.sha256,
    )


def issued(act: Confirmation, sha256: str, at: datetime) -> confirmations.ConfirmationIssued:
    return confirmations.ConfirmationIssued(
        occurred_at=at,
        confirmation_id=act.confirmation_id,
        number=act.number,
        entry_id=act.entry_id,
        person_id=act.person_id,
        activity_id=act.activity_id,
        title=act.title,
        sha256=sha256,
    )


def revoked(act: Confirmation, at: datetime) -> confirmations.ConfirmationRevoked:
    return confirmations.ConfirmationRevoked(
        occurred_at=at,
        confirmation_id=act.confirmation_id,
        number=act.number,
        entry_id=act.entry_id,
        person_id=act.person_id,
    )
