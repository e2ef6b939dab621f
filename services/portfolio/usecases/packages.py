"""What others may see: the frozen package of an applicant, and the evidence of a claim."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from contracts.admission.applications import ApplicationSubmitted
from contracts.credits.claims import ManualClaimSubmitted
from contracts.portfolio.packages import PackageFrozen
from kernel import clock, inbox, outbox, wire
from kernel.database import Database
from services.portfolio import store, views
from services.portfolio.domain import kinds
from services.portfolio.domain.document import Document


def freeze_package(database: Database, event: ApplicationSubmitted) -> None:
    """Answer an application with the applicant's documents. Repeats are ignored."""
    with database.transaction() as session:
        if not inbox.first_time(session, event, "freeze_package"):
            return
        documents = store.accepted_documents(session, event.person_id)
        names = {kind.code: kind.name_ru for kind in store.types_on(session, event.submitted_on)}
        required = store.template_on(session, event.kind, event.submitted_on)
        frozen = _frozen(event, documents, names, kinds.missing(required, [d.type for d in documents]))
        manifest = wire.dump(frozen)["documents"]
        store.add_package(
            session,
            event.application_id,
            event.person_id,
            manifest=manifest,
            sha256=frozen.manifest_sha256,
            at=frozen.occurred_at,
        )
        outbox.add(session, frozen)


def show_evidence(database: Database, event: ManualClaimSubmitted) -> None:
    """Let operators read the documents that prove a claim. Repeats are ignored."""
    with database.transaction() as session:
        if inbox.first_time(session, event, "show_evidence"):
            store.show_evidence(session, event.person_id, event.claim_id, event.evidence)


def _frozen(
    event: ApplicationSubmitted,
    documents: Sequence[Document],
    names: dict[str, str],
    missing: tuple[str, ...],
) -> PackageFrozen:
    packed = tuple(views.packed(document, names) for document in documents)
    manifest = wire.canonical([wire.dump(document) for document in packed])
    return PackageFrozen(
        occurred_at=clock.now(),
        application_id=event.application_id,
        person_id=event.person_id,
        documents=packed,
        missing=missing,
        expired=tuple(
            document.document_id
            for document in documents
            if document.valid_until and document.valid_until < event.submitted_on
        ),
        manifest_sha256=hashlib.sha256(manifest).hexdigest(),
    )
