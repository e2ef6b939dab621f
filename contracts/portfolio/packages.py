"""Packages: the documents frozen for one application, as they were when it was filed.

Owner: services/portfolio. Vocabulary: docs/glossary.md, "Package".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kernel.messages import Event
from kernel.values import ApplicationId, DocumentId, PersonId


@dataclass(frozen=True, kw_only=True)
class PackedDocument:
    document_id: DocumentId
    type: str
    type_name: str
    sha256: str
    valid_until: date | None


@dataclass(frozen=True, kw_only=True)
class PackageFrozen(Event, name="portfolio.package.frozen", subject="application_id"):
    """An applicant's documents have been frozen; later changes do not touch the package.

    missing: the types of document that the kind of admission asks for and the portfolio lacks.
    expired: the packed documents no longer valid on the day of filing.
    """

    application_id: ApplicationId
    person_id: PersonId
    documents: tuple[PackedDocument, ...]
    missing: tuple[str, ...]
    expired: tuple[DocumentId, ...]
    manifest_sha256: str
