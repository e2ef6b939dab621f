"""A provider's report: each row judged by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from contracts.catalogue.enrolments import AttendanceRow, AttendanceVerdict, EnrolmentState
from kernel.values import EnrolmentId
from services.catalogue.domain.card import Card
from services.catalogue.domain.enrolment import Enrolment


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """rule: the code of the rule that a refused row breaks; required, found: in the rule's unit."""

    row: AttendanceRow
    verdict: AttendanceVerdict
    rule: str | None = None
    required: str | None = None
    found: str | None = None

    @property
    def is_accepted(self) -> bool:
        return self.verdict is AttendanceVerdict.ACCEPTED


# What the state of an enrolment alone decides.
DECIDED = {
    EnrolmentState.COMPLETED: AttendanceVerdict.DUPLICATE,
    EnrolmentState.CANCELLED: AttendanceVerdict.CANCELLED,
}


def judge(
    rows: Iterable[AttendanceRow],
    enrolments: Mapping[EnrolmentId, Enrolment],
    card: Card,
    *,
    today: date,
) -> list[Judgement]:
    """Judge each row, and let its enrolment follow: completed when accepted, failed when below a threshold.

    enrolments: those of the activity that the rows name, by id. today: a legal day.
    """
    return [_take(row, enrolments.get(row.enrolment_id), card, today) for row in rows]


def presence(row: AttendanceRow, card: Card) -> Judgement:
    """Whether a participant was there for long enough, and answered enough of the checks."""
    if row.minutes < card.min_minutes:
        return _below(row, "presence.minutes", card.min_minutes, row.minutes)
    if row.checks_passed < card.checks_required:
        return _below(row, "presence.checks", card.checks_required, row.checks_passed)
    return Judgement(row=row, verdict=AttendanceVerdict.ACCEPTED)


def _take(row: AttendanceRow, enrolment: Enrolment | None, card: Card, today: date) -> Judgement:
    if enrolment is None:
        return Judgement(row=row, verdict=AttendanceVerdict.ENROLMENT_UNKNOWN)
    if enrolment.state in DECIDED:
        return Judgement(row=row, verdict=DECIDED[enrolment.state])
    last = min(card.ends_on, today)
    if not card.starts_on <= row.attended_on <= last:
        return _outside(row, f"{card.starts_on}/{last}")
    judgement = presence(row, card)
    if judgement.is_accepted:
        enrolment.complete(row)
    else:
        enrolment.fail(row)
    return judgement


def _outside(row: AttendanceRow, days: str) -> Judgement:
    """Nobody has attended on a day without the activity, nor on one that is yet to come."""
    return Judgement(
        row=row,
        verdict=AttendanceVerdict.OUTSIDE_DATES,
        rule="attendance.dates",
        required=days,
        found=str(row.attended_on),
    )


def _below(row: AttendanceRow, rule: str, required: int, found: int) -> Judgement:
    return Judgement(
        row=row,
        verdict=AttendanceVerdict.BELOW_THRESHOLD,
        rule=rule,
        required=str(required),
        found=str(found),
    )
