"""Every query of the portfolio.

What a person has includes what accounts merged into theirs had: it stays under the names it was signed with.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.portfolio.documents import DocumentState
from kernel import mergers
from kernel.values import ApplicationId, DocumentId, EntryId, PersonId
from services.portfolio.domain.confirmation import Confirmation
from services.portfolio.domain.document import Document
from services.portfolio.domain.kinds import DocumentType, TemplateLine
from services.portfolio.tables import (
    carried_entries,
    confirmations,
    document_types,
    documents,
    packages,
    presentations,
    template_lines,
)


def _in_force(table: sa.Table, on: date) -> sa.ColumnElement[bool]:
    return sa.and_(
        table.c.valid_from <= on, sa.or_(table.c.valid_before.is_(None), table.c.valid_before > on)
    )


def types_on(session: Session, on: date) -> list[DocumentType]:
    """The types of document in force on a day."""
    query = sa.select(DocumentType).where(_in_force(document_types, on))
    return list(session.scalars(query.order_by(document_types.c.code)))


def type_on(session: Session, code: str, on: date) -> DocumentType | None:
    return session.scalar(
        sa.select(DocumentType).where(document_types.c.code == code, _in_force(document_types, on))
    )


def template_on(session: Session, admission_kind: str | None, on: date) -> list[TemplateLine]:
    """What a kind of admission (all kinds when none is named) asks for on a day."""
    query = sa.select(TemplateLine).where(_in_force(template_lines, on))
    if admission_kind is not None:
        query = query.where(template_lines.c.admission_kind == admission_kind)
    return list(session.scalars(query))


def add_document(session: Session, document: Document) -> None:
    session.add(document)


def document_of(session: Session, person_id: PersonId, document_id: DocumentId) -> Document | None:
    return session.scalar(
        sa.select(Document).where(
            documents.c.document_id == document_id,
            documents.c.person_id.in_(mergers.accounts(session, person_id)),
        )
    )


def lock_document(session: Session, document_id: DocumentId) -> Document:
    """The document as it is now, locked until the transaction ends."""
    return session.scalars(
        sa.select(Document)
        .where(documents.c.document_id == document_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def packed_document(session: Session, document_id: DocumentId) -> Document | None:
    """A document that has been filed with an application."""
    filed = sa.select(packages).where(packages.c.manifest.contains([{"document_id": str(document_id)}]))
    return session.scalar(sa.select(Document).where(documents.c.document_id == document_id, filed.exists()))


def last_filed_with(session: Session, document_id: DocumentId) -> ApplicationId | None:
    """The newest application that a document was filed with."""
    filed = sa.select(packages.c.application_id).where(
        packages.c.manifest.contains([{"document_id": str(document_id)}])
    )
    return session.scalar(filed.order_by(packages.c.frozen_at.desc()).limit(1))


def show_evidence(
    session: Session, person_id: PersonId, claim_id: EntryId, evidence: Sequence[DocumentId]
) -> None:
    """Note which of the person's documents prove a claim."""
    own = (
        documents.c.person_id.in_(mergers.accounts(session, person_id)),
        documents.c.document_id.in_(evidence),
    )
    proving = sa.select(documents.c.document_id, sa.literal(claim_id, sa.Uuid)).where(*own)
    rows = insert(presentations).from_select(["document_id", "claim_id"], proving)
    session.execute(rows.on_conflict_do_nothing())


def proving_document(session: Session, document_id: DocumentId) -> Document | None:
    """A document that proves a claim."""
    shown = sa.select(presentations).where(presentations.c.document_id == document_id)
    return session.scalar(sa.select(Document).where(documents.c.document_id == document_id, shown.exists()))


def last_proved(session: Session, document_id: DocumentId) -> UUID | None:
    """The newest claim that a document proves."""
    proved = sa.select(presentations.c.claim_id).where(presentations.c.document_id == document_id)
    return session.scalar(proved.order_by(presentations.c.claim_id.desc()).limit(1))


def page_of_documents(
    session: Session, person_id: PersonId, before: UUID | None, limit: int
) -> list[Document]:
    """The person's documents, newest first, older than `before`."""
    query = sa.select(Document).where(documents.c.person_id.in_(mergers.accounts(session, person_id)))
    if before is not None:
        query = query.where(documents.c.document_id < before)
    return list(session.scalars(query.order_by(documents.c.document_id.desc()).limit(limit)))


def accepted_documents(session: Session, person_id: PersonId) -> list[Document]:
    """What the person can show today, oldest first."""
    query = sa.select(Document).where(
        documents.c.person_id.in_(mergers.accounts(session, person_id)),
        documents.c.state == DocumentState.ACCEPTED,
    )
    return list(session.scalars(query.order_by(documents.c.document_id)))


def enter_confirmation(session: Session, confirmation: Confirmation) -> Confirmation:
    """The confirmation of the entry: this one, or the one that was there before."""
    values = {column.key: getattr(confirmation, column.key) for column in confirmations.columns}
    session.execute(
        insert(confirmations).values(**values).on_conflict_do_nothing(index_elements=["entry_id"])
    )
    return lock_confirmation(session, confirmation.entry_id)


def lock_confirmation(session: Session, entry_id: EntryId) -> Confirmation:
    """The confirmation of an entry as it is now, locked until the transaction ends."""
    return session.scalars(
        sa.select(Confirmation)
        .where(confirmations.c.entry_id == entry_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def carry_entry(session: Session, entry_id: EntryId, carried_from: EntryId) -> None:
    """Note that an entry goes on from another, and has its act."""
    row = insert(carried_entries).values(entry_id=entry_id, carried_from=carried_from)
    session.execute(row.on_conflict_do_nothing())


def first_entry(session: Session, entry_id: EntryId) -> EntryId:
    """The entry that an act was drawn up of, through all that it goes on from."""
    carried = carried_entries.c
    while before := session.scalar(sa.select(carried.carried_from).where(carried.entry_id == entry_id)):
        entry_id = before
    return entry_id


def confirmation_of(session: Session, person_id: PersonId, confirmation_id: UUID) -> Confirmation | None:
    return session.scalar(
        sa.select(Confirmation).where(
            confirmations.c.confirmation_id == confirmation_id,
            confirmations.c.person_id.in_(mergers.accounts(session, person_id)),
        )
    )


def confirmation_by_number(session: Session, number: str) -> Confirmation | None:
    return session.scalar(sa.select(Confirmation).where(confirmations.c.number == number))


def page_of_confirmations(
    session: Session, person_id: PersonId, before: UUID | None, limit: int
) -> list[Confirmation]:
    """The person's confirmations, newest first, older than `before`."""
    query = sa.select(Confirmation).where(confirmations.c.person_id.in_(mergers.accounts(session, person_id)))
    if before is not None:
        query = query.where(confirmations.c.confirmation_id < before)
    return list(session.scalars(query.order_by(confirmations.c.confirmation_id.desc()).limit(limit)))


def add_package(
    session: Session,
    application_id: ApplicationId,
    person_id: PersonId,
    *,
    manifest: list[dict[str, Any]],
    sha256: str,
    at: datetime,
) -> None:
    session.execute(
        packages.insert().values(
            application_id=application_id,
            person_id=person_id,
            frozen_at=at,
            manifest=manifest,
            manifest_sha256=sha256,
        )
    )
