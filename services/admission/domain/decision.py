"""A decision: once taken it is never changed; an appeal would be a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from contracts.admission.decisions import ActState, DecisionOutcome
from kernel.values import ApplicationId, Period, PersonId


@dataclass(eq=False, kw_only=True)
class Decision:
    """policy_on: the day whose law was applied. act_number: printed on the act, checked publicly."""

    application_id: ApplicationId
    outcome: DecisionOutcome
    reasons: tuple[str, ...]
    rationale: str
    decided_by: PersonId
    decided_at: datetime
    decided_on: date
    policy_on: date
    protocol_number: str
    act_number: str
    act_state: ActState = ActState.PENDING
    sha256: str | None = None
    valid_from: date | None
    valid_before: date | None

    @property
    def key(self) -> str:
        return f"acts/{self.application_id}.pdf"

    def issue(self, sha256: str) -> bool:
        """Note that the act is stored; whether that is news."""
        if self.act_state is ActState.ISSUED:
            return False
        self.act_state, self.sha256 = ActState.ISSUED, sha256
        return True


def validity(starts_on: date, decided_on: date, years: int) -> Period:
    """From the day asked for, but not before the decision, for `years`; 29 February ends on 1 March."""
    first = max(starts_on, decided_on)
    try:
        return Period(first, first.replace(year=first.year + years))
    except ValueError:
        return Period(first, date(first.year + years, 3, 1))
