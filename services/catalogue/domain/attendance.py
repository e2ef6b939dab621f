"""A provider's report: each row judged by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from contracts.catalogue.activities import DraftActivity, Presence
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


OUTSIDE = AttendanceVerdict.OUTSIDE_DATES
BELOW = AttendanceVerdict.BELOW_THRESHOLD

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
    former: Mapping[int, DraftActivity],
    today: date,
) -> list[Judgement]:
    """Judge each row, and let its enrolment follow: completed when accepted, failed when below a threshold.

    enrolments: those of the activity that the rows name, by id. today: a legal day.
    card: in force, which tells the days.
    former: cards by version; an enrolment keeps the presence that its own asks for.
    """
    return [_take(row, enrolments.get(row.enrolment_id), card, former, today) for row in rows]


def presence(row: AttendanceRow, asked: Presence) -> Judgement:
    """Whether a participant was there for long enough, and answered enough of the checks."""
    if row.minutes < asked.min_minutes:
        return _refused(row, BELOW, "presence.minutes", asked.min_minutes, row.minutes)
    if row.checks_passed < asked.checks_required:
        return _refused(row, BELOW, "presence.checks", asked.checks_required, row.checks_passed)
    return Judgement(row=row, verdict=AttendanceVerdict.ACCEPTED)


def _take(
    row: AttendanceRow,
    enrolment: Enrolment | None,
    card: Card,
    former: Mapping[int, DraftActivity],
    today: date,
) -> Judgement:
    if enrolment is None:
        return Judgement(row=row, verdict=AttendanceVerdict.ENROLMENT_UNKNOWN)
    if enrolment.state in DECIDED:
        return Judgement(row=row, verdict=DECIDED[enrolment.state])
    terms = former.get(enrolment.activity_version, card.draft)
    judgement = _dates(row, card, today) or presence(row, terms.presence)
    if judgement.verdict is AttendanceVerdict.ACCEPTED:
        enrolment.complete(row)
    elif judgement.verdict is BELOW:
        enrolment.fail(row)
    return judgement


def _dates(row: AttendanceRow, card: Card, today: date) -> Judgement | None:
    """Nobody has attended on a day without the activity, nor on one that is yet to come."""
    if not card.starts_on <= row.attended_on <= card.ends_on:
        days = f"{card.starts_on}/{card.ends_on}"
        return _refused(row, OUTSIDE, "attendance.dates", days, row.attended_on)
    if row.attended_on > today:
        return _refused(row, OUTSIDE, "attendance.in_future", today, row.attended_on)
    return None


def _refused(
    row: AttendanceRow, verdict: AttendanceVerdict, rule: str, required: object, found: object
) -> Judgement:
    return Judgement(row=row, verdict=verdict, rule=rule, required=str(required), found=str(found))
