"""A provider's report: each row judged by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from contracts.catalogue.activities import DraftActivity, Presence
from contracts.catalogue.corrections import CorrectionRefused
from contracts.catalogue.enrolments import (
    AttendanceForm,
    AttendanceRow,
    AttendanceVerdict,
    CompletionSource,
    EnrolmentState,
)
from kernel.values import EnrolmentId
from services.catalogue.domain.card import Card
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.domain.suspension import Suspension, on


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
    EnrolmentState.DRAFT: AttendanceVerdict.ENROLMENT_UNKNOWN,
    EnrolmentState.SENT: AttendanceVerdict.ENROLMENT_UNKNOWN,
    EnrolmentState.WAITING: AttendanceVerdict.ENROLMENT_UNKNOWN,
    EnrolmentState.OFFERED: AttendanceVerdict.ENROLMENT_UNKNOWN,
    EnrolmentState.COMPLETED: AttendanceVerdict.DUPLICATE,
    EnrolmentState.CANCELLED: AttendanceVerdict.CANCELLED,
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an activity asks of those who attend.

    card: in force, which tells the days. today: a legal day.
    former: cards by version; an enrolment keeps the presence that its own asks for.
    suspensions: which cost what was attended on their days.
    """

    card: Card
    former: Mapping[int, DraftActivity]
    today: date
    suspensions: Sequence[Suspension] = ()

    def of(self, enrolment: Enrolment) -> Presence:
        """The presence that the edition enrolled for asks for."""
        return self.former.get(enrolment.activity_version, self.card.draft).presence


def judge(
    rows: Iterable[AttendanceRow],
    enrolments: Mapping[EnrolmentId, Enrolment],
    asked: Asked,
    *,
    source: CompletionSource,
    at: datetime,
) -> list[Judgement]:
    """Judge each row, and let its enrolment follow: completed when accepted, failed when below a threshold.

    enrolments: those of the activity that the rows name, by id.
    """
    return [_take(row, enrolments.get(row.enrolment_id), asked, source, at) for row in rows]


def weigh(row: AttendanceRow, enrolment: Enrolment | None, asked: Asked) -> Judgement:
    """What would become of a row; nothing changes."""
    if enrolment is None:
        return Judgement(row=row, verdict=AttendanceVerdict.ENROLMENT_UNKNOWN)
    if enrolment.state in DECIDED:
        return Judgement(row=row, verdict=DECIDED[enrolment.state])
    return _dates(row, asked) or _recording(row, asked.card) or presence(row, asked.of(enrolment))


def presence(row: AttendanceRow, asked: Presence) -> Judgement:
    """Whether a participant was there for long enough, and answered enough of the checks."""
    if row.minutes < asked.min_minutes:
        return _refused(row, BELOW, "presence.minutes", asked.min_minutes, row.minutes)
    if row.checks_passed < asked.checks_required:
        return _refused(row, BELOW, "presence.checks", asked.checks_required, row.checks_passed)
    return Judgement(row=row, verdict=AttendanceVerdict.ACCEPTED)


def require_correctable(
    named: Iterable[EnrolmentId], found: Mapping[EnrolmentId, Enrolment], window: timedelta, at: datetime
) -> None:
    """Let pass what may all be taken back.

    Raises: CorrectionRefused -- names each enrolment that may not, with the rule.
    """
    rules = {
        str(one): found[one].standing_rule(window, at) if one in found else "enrolment.unknown"
        for one in named
    }
    refused = {one: rule for one, rule in rules.items() if rule}
    if refused:
        raise CorrectionRefused(refused)


def _take(
    row: AttendanceRow, enrolment: Enrolment | None, asked: Asked, source: CompletionSource, at: datetime
) -> Judgement:
    judgement = weigh(row, enrolment, asked)
    if enrolment is not None and judgement.is_accepted:
        enrolment.complete(row, source, at)
    elif enrolment is not None and judgement.verdict is BELOW:
        enrolment.fail(row, source, at)
    return judgement


def _dates(row: AttendanceRow, asked: Asked) -> Judgement | None:
    """Nobody has attended on a day without the activity, nor on one that is yet to come, nor earned on
    one on which a measure stood against it."""
    card, today = asked.card, asked.today
    if not card.starts_on <= row.attended_on <= card.ends_on:
        days = f"{card.starts_on}/{card.ends_on}"
        return _refused(row, OUTSIDE, "attendance.dates", days, row.attended_on)
    if row.attended_on > today:
        return _refused(row, OUTSIDE, "attendance.in_future", today, row.attended_on)
    suspension = on(asked.suspensions, row.attended_on)
    if suspension is not None:
        lifted = suspension.days.ends_before
        return _refused(row, AttendanceVerdict.SUSPENDED, suspension.rule, lifted, row.attended_on)
    return None


def _recording(row: AttendanceRow, card: Card) -> Judgement | None:
    """Watching a recording is none of the presence that a live event earns for.

    What people may watch at any time is an activity of its own, approved as such.
    """
    if row.form is AttendanceForm.LIVE or not card.needs_presence:
        return None
    return _refused(
        row, AttendanceVerdict.RECORDING, "attendance.recording", AttendanceForm.LIVE.value, row.form.value
    )


def _refused(
    row: AttendanceRow, verdict: AttendanceVerdict, rule: str, required: object, found: object
) -> Judgement:
    return Judgement(row=row, verdict=verdict, rule=rule, required=str(required), found=str(found))
