"""Domain -> contract: the only place where inner shapes become public ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from contracts.admission import applications, decisions
from kernel import cursors
from kernel.values import ApplicationId
from services.admission.domain.application import Application
from services.admission.domain.checks import Check
from services.admission.domain.decision import Decision
from services.admission.domain.kinds import AdmissionKind, RefusalReason

Wordings = dict[str, RefusalReason]


def reason(code: str, wordings: Wordings) -> applications.Reason:
    """wordings: the reasons by code, as in force on the day that counts."""
    worded = wordings[code]
    return applications.Reason(
        code=code, text=worded.text_ru, legal_basis=worded.legal_basis, hint=worded.fix_ru
    )


def check(made: Check, wordings: Wordings) -> applications.Check:
    return applications.Check(
        name=made.name,
        verdict=made.verdict,
        checked_at=made.checked_at,
        reasons=tuple(reason(code, wordings) for code in made.codes),
        evidence=made.evidence,
    )


def _recommendation(filed: Application) -> applications.Recommendation | None:
    if (
        filed.recommendation is None
        or filed.reviewer_id is None
        or filed.recommended_at is None
        or filed.recommendation_rationale is None
    ):
        return None
    return applications.Recommendation(
        kind=filed.recommendation,
        reviewer_id=filed.reviewer_id,
        rationale=filed.recommendation_rationale,
        at=filed.recommended_at,
    )


def application(filed: Application, wordings: Wordings) -> applications.Application:
    return applications.Application(
        application_id=filed.application_id,
        number=filed.number,
        person_id=filed.person_id,
        kind=filed.kind,
        speciality=filed.speciality,
        place=filed.place,
        starts_on=filed.starts_on,
        submitted_at=filed.submitted_at,
        state=filed.state,
        checks=tuple(check(made, wordings) for made in filed.checks),
        recommendation=_recommendation(filed),
        version=filed.version,
    )


def application_page(
    rows: Sequence[Application], limit: int, wordings: Wordings
) -> applications.ApplicationPage:
    """rows: one more than the limit where there is a next page."""
    shown = rows[:limit]
    return applications.ApplicationPage(
        items=tuple(application(row, wordings) for row in shown),
        next_cursor=cursors.encode(str(shown[-1].application_id)) if len(rows) > limit else None,
    )


def kind_list(kinds: Sequence[AdmissionKind]) -> applications.AdmissionKindList:
    return applications.AdmissionKindList(
        items=tuple(applications.AdmissionKind(code=kind.code, name=kind.name_ru) for kind in kinds)
    )


def submitted(filed: Application) -> applications.ApplicationSubmitted:
    return applications.ApplicationSubmitted(
        occurred_at=filed.submitted_at,
        application_id=filed.application_id,
        number=filed.number,
        person_id=filed.person_id,
        kind=filed.kind,
        speciality=filed.speciality,
        submitted_on=filed.submitted_on,
    )


def checked(filed: Application, at: datetime) -> applications.ApplicationChecked:
    return applications.ApplicationChecked(
        occurred_at=at,
        application_id=filed.application_id,
        number=filed.number,
        person_id=filed.person_id,
        passed=not filed.codes,
        codes=filed.codes,
    )


def recommended(
    filed: Application, kind: applications.RecommendationKind, at: datetime
) -> applications.ApplicationRecommended:
    return applications.ApplicationRecommended(
        occurred_at=at,
        application_id=filed.application_id,
        number=filed.number,
        person_id=filed.person_id,
        kind=kind,
    )


def withdrawn(
    filed: Application, at: datetime, *, superseded_by: ApplicationId | None = None
) -> applications.ApplicationWithdrawn:
    return applications.ApplicationWithdrawn(
        occurred_at=at,
        application_id=filed.application_id,
        number=filed.number,
        person_id=filed.person_id,
        superseded_by=superseded_by,
    )


def decision(taken: Decision, number: str, wordings: Wordings) -> decisions.Decision:
    """number: of the application."""
    return decisions.Decision(
        application_id=taken.application_id,
        application_number=number,
        outcome=taken.outcome,
        reasons=tuple(reason(code, wordings) for code in taken.reasons),
        rationale=taken.rationale,
        decided_by=taken.decided_by,
        decided_at=taken.decided_at,
        policy_on=taken.policy_on,
        protocol_number=taken.protocol_number,
        act_number=taken.act_number,
        act_state=taken.act_state,
        valid_from=taken.valid_from,
        valid_before=taken.valid_before,
    )


def decided(filed: Application, taken: Decision) -> decisions.ApplicationDecided:
    return decisions.ApplicationDecided(
        occurred_at=taken.decided_at,
        application_id=filed.application_id,
        number=filed.number,
        person_id=filed.person_id,
        speciality=filed.speciality,
        outcome=taken.outcome,
        codes=taken.reasons,
        protocol_number=taken.protocol_number,
    )


def granted(filed: Application, taken: Decision) -> decisions.AdmissionGranted | None:
    """The fact that an admission is; none for a refusal."""
    if taken.valid_from is None or taken.valid_before is None:
        return None
    return decisions.AdmissionGranted(
        occurred_at=taken.decided_at,
        application_id=filed.application_id,
        person_id=filed.person_id,
        speciality=filed.speciality,
        act_number=taken.act_number,
        valid_from=taken.valid_from,
        valid_before=taken.valid_before,
    )


def issued(filed: Application, taken: Decision, sha256: str, at: datetime) -> decisions.ActIssued:
    return decisions.ActIssued(
        occurred_at=at,
        application_id=filed.application_id,
        person_id=filed.person_id,
        act_number=taken.act_number,
        outcome=taken.outcome,
        sha256=sha256,
    )


def proof(taken: Decision, speciality: str) -> decisions.ActProof:
    return decisions.ActProof(
        act_number=taken.act_number,
        outcome=taken.outcome,
        speciality=speciality,
        decided_on=taken.decided_on,
        valid_from=taken.valid_from,
        valid_before=taken.valid_before,
        sha256=taken.sha256,
    )
