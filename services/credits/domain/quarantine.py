"""Claims that broke a rule, and wait until it is mended or somebody gives them up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contracts.credits.policies import RuleTrace
from contracts.credits.quarantine import QuarantineSettled, QuarantineState
from kernel.values import PersonId
from services.credits.domain.claim import Claim


@dataclass(frozen=True, kw_only=True)
class Quarantined:
    """code: the error of the rule that it broke. settled_by: None when it was posted by itself."""

    claim: Claim
    code: str
    traces: tuple[RuleTrace, ...]
    received_at: datetime
    state: QuarantineState
    settled_at: datetime | None
    settled_by: PersonId | None
    reason: str | None

    def require_waiting(self) -> None:
        """Raises: QuarantineSettled."""
        if self.state is not QuarantineState.WAITING:
            raise QuarantineSettled(claim_id=self.claim.claim_id, state=self.state)
