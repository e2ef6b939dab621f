"""A document: announced, uploaded, checked; later perhaps superseded by a newer one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from contracts.portfolio.documents import DocumentSettled, DocumentState, Finding
from kernel.values import DocumentId, PersonId, new_id

MOVES = {
    DocumentState.EXPECTED: {DocumentState.ACCEPTED, DocumentState.REJECTED},
    DocumentState.ACCEPTED: {DocumentState.SUPERSEDED},
    DocumentState.REJECTED: set[DocumentState](),
    DocumentState.SUPERSEDED: set[DocumentState](),
}


@dataclass(eq=False, kw_only=True)
class Document:
    """size: bytes; sha256: hexadecimal; both as announced, and once accepted as found."""

    document_id: DocumentId = field(default_factory=lambda: DocumentId(new_id()))
    person_id: PersonId
    type: str
    filename: str
    media_type: str
    size: int
    sha256: str
    number: str | None
    issued_on: date | None
    valid_until: date | None
    replaces: DocumentId | None
    state: DocumentState = DocumentState.EXPECTED
    findings: list[dict[str, str]] = field(default_factory=list)
    announced_at: datetime
    checked_at: datetime | None = None

    @property
    def key(self) -> str:
        """Where its bytes are in the store. An accepted file is never written again."""
        return f"documents/{self.person_id}/{self.document_id}"

    def settle(self, findings: tuple[Finding, ...], at: datetime) -> None:
        """Accept the document, or reject it for what was found.

        Raises: DocumentSettled -- it has been checked already.
        """
        self._move(DocumentState.REJECTED if findings else DocumentState.ACCEPTED)
        self.findings = [vars(finding) for finding in findings]
        self.checked_at = at

    def supersede(self) -> None:
        """A newer document has taken its place."""
        if self.state is DocumentState.ACCEPTED:
            self._move(DocumentState.SUPERSEDED)

    def _move(self, to: DocumentState) -> None:
        if to not in MOVES[self.state]:
            raise DocumentSettled(document_id=self.document_id, state=self.state)
        self.state = to
