"""Manual claims, their forms, and their audits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from contracts.credits import claim_desk, claim_forms
from contracts.credits import claims as contract
from kernel import cursors
from services.credits.domain.audit import ClaimAudit
from services.credits.domain.claim import Verdict
from services.credits.domain.forms import Form
from services.credits.domain.manual import ManualClaim

_SHOWN = (
    "claim_id",
    "person_id",
    "form",
    "speciality",
    "title",
    "organiser",
    "completed_on",
    "credits",
    "details",
    "evidence",
    "state",
    "receipt",
    "submitted_at",
    "settled_at",
    "reason",
    "version",
)


def form(of: Form) -> claim_forms.ClaimForm:
    return claim_forms.ClaimForm(
        code=of.code,
        kind=of.kind,
        name=of.name_ru,
        name_en=of.name_en,
        evidence=of.evidence,
        fields=tuple(
            claim_forms.ClaimField(
                code=field.code,
                name=field.name_ru,
                name_en=field.name_en,
                unit=field.unit,
                pattern=field.pattern,
                required=field.required,
            )
            for field in of.fields
        ),
        json_schema=of.json_schema(),
    )


def verdict(problems: dict[str, str], refusal: str | None, judged: Verdict | None) -> contract.ClaimVerdict:
    """judged: None where the claim is not fit to be judged."""
    if judged is None:
        return contract.ClaimVerdict(problems=problems, refusal=refusal, credits=None, traces=())
    taken = judged.credits if refusal is None else None
    return contract.ClaimVerdict(problems=problems, refusal=refusal, credits=taken, traces=judged.traces)


def claim(of: ManualClaim, comments: Sequence[Mapping[str, Any]] = ()) -> contract.ManualClaim:
    return contract.ManualClaim(
        **{name: getattr(of, name) for name in _SHOWN},
        comments=tuple(contract.ClaimComment(**comment) for comment in comments),
    )


def claim_page(found: Sequence[ManualClaim], limit: int) -> contract.ManualClaimPage:
    """found: one more than the limit where there is a next page."""
    items = tuple(map(claim, found[:limit]))
    more = cursors.encode(str(items[-1].claim_id)) if len(found) > limit else None
    return contract.ManualClaimPage(items=items, next_cursor=more)


def history(changes: Sequence[Mapping[str, Any]]) -> contract.ClaimHistory:
    names = contract.ClaimChange.__dataclass_fields__
    return contract.ClaimHistory(
        items=tuple(contract.ClaimChange(**{name: change[name] for name in names}) for change in changes)
    )


def submitted(of: ManualClaim, at: datetime) -> contract.ManualClaimSubmitted:
    return contract.ManualClaimSubmitted(
        occurred_at=at,
        claim_id=of.claim_id,
        person_id=of.person_id,
        receipt=of.receipt or "",
        title=of.title or "",
        evidence=of.evidence,
    )


def returned(of: ManualClaim, at: datetime) -> claim_desk.ManualClaimReturned:
    return claim_desk.ManualClaimReturned(
        occurred_at=at,
        claim_id=of.claim_id,
        person_id=of.person_id,
        receipt=of.receipt or "",
        title=of.title or "",
    )


def refused(of: ManualClaim, at: datetime) -> claim_desk.ManualClaimRefused:
    return claim_desk.ManualClaimRefused(
        occurred_at=at,
        claim_id=of.claim_id,
        person_id=of.person_id,
        receipt=of.receipt or "",
        title=of.title or "",
        reason=of.reason or contract.ClaimReason.OTHER,
    )


def audit(of: ClaimAudit) -> claim_desk.ClaimAudit:
    names = claim_desk.ClaimAudit.__dataclass_fields__
    return claim_desk.ClaimAudit(**{name: getattr(of, name) for name in names})


def audit_page(found: Sequence[ClaimAudit], limit: int) -> claim_desk.ClaimAuditPage:
    """found: one more than the limit where there is a next page."""
    items = tuple(map(audit, found[:limit]))
    more = cursors.encode(str(items[-1].audit_id)) if len(found) > limit else None
    return claim_desk.ClaimAuditPage(items=items, next_cursor=more)


def audit_opened(of: ClaimAudit) -> claim_desk.ClaimAuditOpened:
    return claim_desk.ClaimAuditOpened(
        occurred_at=of.opened_at,
        audit_id=of.audit_id,
        claim_id=of.claim_id,
        person_id=of.person_id,
        receipt=of.receipt,
        kind=of.kind,
    )


def audit_settled(
    of: ClaimAudit, outcome: claim_desk.AuditOutcome, at: datetime
) -> claim_desk.ClaimAuditSettled:
    return claim_desk.ClaimAuditSettled(
        occurred_at=at,
        audit_id=of.audit_id,
        claim_id=of.claim_id,
        person_id=of.person_id,
        receipt=of.receipt,
        outcome=outcome,
    )
