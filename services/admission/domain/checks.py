"""The automatic checks: what the answers of the other services mean for an application."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from contracts.admission.applications import CheckName, CheckVerdict
from contracts.credits.cycles import StandingAssessed
from contracts.credits.policies import Outcome
from contracts.portfolio.packages import PackageFrozen

INCOMPLETE_SET, TOO_FEW_HOURS, TOO_FEW_FROM_PROGRAMMES = "R01", "R02", "R03"
LONG_BREAK, EXPIRED = "R05", "R10"

# Which reason an unmet rule of the credits service stands for.
REASONS = {
    "requirement.accreditation.total": TOO_FEW_HOURS,
    "requirement.accreditation.min_from_programmes": TOO_FEW_FROM_PROGRAMMES,
    "accreditation.gap_years": LONG_BREAK,
}


@dataclass(eq=False, kw_only=True)
class Check:
    """One check of one application. codes: the reasons it gives, R01 … R17."""

    application_id: UUID | None = None
    name: CheckName
    verdict: CheckVerdict = CheckVerdict.UNKNOWN
    checked_at: datetime | None = None
    codes: tuple[str, ...] = ()
    evidence: dict[str, str] = field(default_factory=dict)

    def answer(self, codes: tuple[str, ...], evidence: dict[str, str], at: datetime) -> None:
        """Give the verdict: passed when no reason speaks against it."""
        self.verdict = CheckVerdict.FAILED if codes else CheckVerdict.PASSED
        self.codes, self.evidence, self.checked_at = codes, evidence, at


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a fact means: the reasons it gives against admission, and the evidence for them."""

    codes: tuple[str, ...]
    evidence: dict[str, str]


def of_standing(event: StandingAssessed) -> Answer:
    """The hours: every unmet rule is a reason; without a cycle there are no hours at all."""
    if event.cycle_id is None:
        return Answer(codes=(TOO_FEW_HOURS,), evidence={"cycle": "none", "total": str(event.total)})
    unmet = [trace for trace in event.traces if trace.outcome is Outcome.UNMET]
    evidence = {trace.rule: f"{trace.found} / {trace.required} ({trace.legal_act})" for trace in event.traces}
    codes = {REASONS.get(trace.policy_key, TOO_FEW_HOURS) for trace in unmet}
    return Answer(
        codes=tuple(sorted(codes)),
        evidence={"cycle": str(event.cycle_id), "total": str(event.total), **evidence},
    )


def of_package(event: PackageFrozen) -> Answer:
    """The documents: a missing type makes the set incomplete, an expired document does not count."""
    codes = (
        *((INCOMPLETE_SET,) if event.missing else ()),
        *((EXPIRED,) if event.expired else ()),
    )
    evidence = {
        "documents": str(len(event.documents)),
        "missing": ", ".join(event.missing) or "none",
        "expired": ", ".join(map(str, event.expired)) or "none",
        "manifest_sha256": event.manifest_sha256,
    }
    return Answer(codes=codes, evidence=evidence)
