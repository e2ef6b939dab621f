"""A confirmation: the act that proves one posted entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from contracts.portfolio.confirmations import ConfirmationState
from kernel.values import ActivityId, Credits, EntryId, PersonId, new_id


@dataclass(eq=False, kw_only=True)
class Confirmation:
    """pending until its PDF is in the store; revoked when the entry is reversed."""

    confirmation_id: UUID = field(default_factory=new_id)
    number: str
    entry_id: EntryId
    person_id: PersonId
    activity_id: ActivityId
    activity_number: str | None
    title: str
    credits: Credits
    completed_on: date
    state: ConfirmationState = ConfirmationState.PENDING
    issued_at: datetime | None = None
    sha256: str | None = None

    @property
    def key(self) -> str:
        return f"confirmations/{self.person_id}/{self.confirmation_id}.pdf"

    def issue(self, sha256: str, at: datetime) -> bool:
        """Note that the act is stored; whether that is news. A revoked one stays revoked."""
        if self.state is not ConfirmationState.PENDING:
            return False
        self.state, self.sha256, self.issued_at = ConfirmationState.ISSUED, sha256, at
        return True

    def revoke(self) -> bool:
        """Whether that is news."""
        if self.state is ConfirmationState.REVOKED:
            return False
        self.state = ConfirmationState.REVOKED
        return True
