"""Enrolments and what became of them, as others see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from contracts.catalogue import enrolments as contract
from contracts.catalogue.corrections import CompletionWithdrawn, CorrectionReason
from contracts.catalogue.evidence import Evidence
from kernel import cursors
from kernel.values import ActivityId, EnrolmentId
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.attendance import Judgement
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.views.activities import KOPECK

Source = contract.CompletionSource
EVIDENCE: Mapping[Source, Evidence] = {
    Source.REPORT: Evidence.STATED,
    Source.ROSTER: Evidence.STATED,
    Source.CODE: Evidence.STATED,
    Source.BADGE: Evidence.RECORDED,
    Source.PRESENCE: Evidence.MEASURED,
    Source.MODULE: Evidence.MEASURED,
}


def enrolment(record: Any) -> contract.Enrolment:
    return contract.Enrolment(
        enrolment_id=record.enrolment_id,
        activity_id=record.activity_id,
        activity_version=record.activity_version,
        person_id=record.person_id,
        speciality=record.speciality,
        title=record.title,
        credits=record.credits,
        state=record.state,
        enrolled_at=record.enrolled_at,
        completed_on=record.completed_on,
        minutes=record.minutes,
        source=record.source,
        evidence=EVIDENCE[record.source] if record.source else None,
        funding=record.funding,
        price=None if record.price is None else record.price.quantize(KOPECK),
        offered_until=record.offered_until,
        contract_id=record.contract_id,
    )


def page(records: Sequence[Any], limit: int) -> contract.EnrolmentPage:
    items = tuple(enrolment(record) for record in records[:limit])
    cursor = cursors.encode(str(items[-1].enrolment_id)) if len(records) > limit else None
    return contract.EnrolmentPage(items=items, next_cursor=cursor)


def attendance(activity_id: ActivityId, judgements: Iterable[Judgement]) -> contract.AttendanceReport:
    results = tuple(_result(judgement) for judgement in judgements)
    accepted = sum(result.verdict is contract.AttendanceVerdict.ACCEPTED for result in results)
    return contract.AttendanceReport(activity_id=activity_id, accepted=accepted, results=results)


def _result(judgement: Judgement) -> contract.AttendanceResult:
    return contract.AttendanceResult(
        enrolment_id=judgement.row.enrolment_id,
        verdict=judgement.verdict,
        rule=judgement.rule,
        required=judgement.required,
        found=judgement.found,
    )


def opened(enrolment: Enrolment, activity: Activity, at: datetime) -> contract.EnrolmentOpened:
    return contract.EnrolmentOpened(
        occurred_at=at,
        enrolment_id=enrolment.enrolment_id,
        person_id=enrolment.person_id,
        activity_id=enrolment.activity_id,
        title=enrolment.title,
        starts_at=activity.card.starts_at,
        speciality=enrolment.speciality,
        kind=activity.card.kind,
        credits=enrolment.credits,
        ends_at=activity.card.ends_at,
    )


def cancelled(
    record: Any, at: datetime, *, superseded_by: EnrolmentId | None = None
) -> contract.EnrolmentCancelled:
    return contract.EnrolmentCancelled(
        occurred_at=at,
        enrolment_id=record.enrolment_id,
        person_id=record.person_id,
        activity_id=record.activity_id,
        superseded_by=superseded_by,
    )


def completions(
    judgements: Iterable[Judgement],
    enrolments: Mapping[EnrolmentId, Enrolment],
    activity: Activity,
    at: datetime,
) -> list[contract.ActivityCompleted]:
    """One for each accepted row."""
    accepted = [judgement.row for judgement in judgements if judgement.is_accepted]
    return [_completed(enrolments[row.enrolment_id], row, activity, at) for row in accepted]


def withdrawals(
    enrolments: Iterable[Enrolment], reason: CorrectionReason, at: datetime
) -> list[CompletionWithdrawn]:
    return [
        CompletionWithdrawn(
            occurred_at=at,
            enrolment_id=enrolment.enrolment_id,
            person_id=enrolment.person_id,
            activity_id=enrolment.activity_id,
            reason=reason,
        )
        for enrolment in enrolments
    ]


def _completed(
    enrolment: Enrolment, row: contract.AttendanceRow, activity: Activity, at: datetime
) -> contract.ActivityCompleted:
    source = enrolment.source or Source.REPORT
    return contract.ActivityCompleted(
        occurred_at=at,
        enrolment_id=enrolment.enrolment_id,
        person_id=enrolment.person_id,
        activity_id=enrolment.activity_id,
        activity_version=enrolment.activity_version,
        activity_number=activity.require_number(),
        provider_id=activity.provider_id,
        title=enrolment.title,
        kind=activity.card.kind,
        speciality=enrolment.speciality,
        credits=enrolment.credits,
        completed_on=row.attended_on,
        minutes=row.minutes,
        checks_passed=row.checks_passed,
        source=source,
        evidence=EVIDENCE[source],
    )
