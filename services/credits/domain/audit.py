"""Audits of accepted claims: drawn by lot, or chosen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from contracts.credits.claim_desk import AuditKind, AuditOutcome, AuditSettled
from kernel.values import EntryId, PersonId, new_id


def is_drawn(receipt: str, share: int) -> bool:
    """Whether the draw falls on a claim. share: percent.

    The SHA-256 of the receipt number, read as one whole number, modulo 100, lies below the share.
    Anybody can repeat the draw, and nobody can choose: receipt numbers are random.
    """
    return int.from_bytes(hashlib.sha256(receipt.encode()).digest()) % 100 < share


@dataclass(eq=False, kw_only=True)
class ClaimAudit:
    """share: of a random one, the percentage in force. opened_by: None when the draw opened it."""

    audit_id: UUID = field(default_factory=new_id)
    claim_id: EntryId
    person_id: PersonId
    receipt: str
    kind: AuditKind
    share: int | None
    opened_at: datetime
    opened_by: PersonId | None
    opened_for: str | None
    outcome: AuditOutcome | None = None
    reason: str | None = None
    settled_by: PersonId | None = None
    settled_at: datetime | None = None

    def settle(self, outcome: AuditOutcome, reason: str, by: PersonId, at: datetime) -> None:
        """Raises: AuditSettled."""
        if self.outcome is not None:
            raise AuditSettled(audit_id=self.audit_id, outcome=self.outcome)
        self.outcome, self.reason, self.settled_by, self.settled_at = outcome, reason, by, at
