"""Taking a provider's word on who attended, and letting it take that word back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from contracts.catalogue import corrections as correction_contract
from contracts.catalogue import enrolments as contract
from contracts.catalogue.participation import MoveSource
from kernel import clock, journal, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from services.catalogue import store, views
from services.catalogue.domain import attendance
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.attendance import Asked, Judgement
from services.catalogue.domain.enrolment import Enrolment


def report_attendance(
    database: Database, caller: Caller, command: contract.ReportAttendance
) -> contract.AttendanceReport:
    """Judge each row by itself; announce each completion once, however often it is reported.

    Raises: UnknownActivity, NotYourActivity, ActivityMoveRefused -- the activity is not published.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = store.activities.held(session, command.activity_id)
        activity.require_owner(caller)
        judgements = complete(session, activity, command.rows, contract.CompletionSource.REPORT, at)
        report = views.enrolments.attendance(activity.activity_id, judgements)
        counts = {"rows": len(command.rows), "accepted": report.accepted}
        journal.record(session, "catalogue.attendance.reported", str(activity.activity_id), **counts)
    return report


def correct_attendance(
    database: Database, caller: Caller, command: correction_contract.CorrectAttendance
) -> correction_contract.AttendanceCorrected:
    """Take back completions; what they have earned is reversed once credits has heard of it.

    Raises: UnknownActivity, NotYourActivity, CorrectionRefused -- nothing has been taken back.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = store.activities.held(session, command.activity_id)
        activity.require_owner(caller)
        window = _window(session, at)
        named = list(dict.fromkeys(command.enrolments))
        found = store.enrolments.reported(session, activity.activity_id, named)
        attendance.require_correctable(named, found, window, at)
        enrolments = [found[enrolment_id] for enrolment_id in named]
        store.enrolments.keep_withdrawn(
            session, enrolments, command.reason, note=command.note, by=caller.person, at=at
        )
        for enrolment in enrolments:
            enrolment.revoke(MoveSource.PROVIDER)
        outbox.add_all(session, views.enrolments.withdrawals(enrolments, command.reason, at))
    return correction_contract.AttendanceCorrected(
        activity_id=activity.activity_id, withdrawn=len(enrolments)
    )


def withdraw(session: Session, enrolment: Enrolment, at: datetime) -> None:
    """Take back the completion of a module: content has voided what it rested on.

    enrolment: locked. Raises: CorrectionRefused -- it stands for good by now.
    """
    reason = correction_contract.CorrectionReason.STATEMENT_VOIDED
    rule = enrolment.standing_rule(_window(session, at), at)
    if rule is not None:
        # Content hears this, which knows of no enrolment.
        raise correction_contract.CorrectionRefused(rule=rule)
    store.enrolments.keep_withdrawn(session, [enrolment], reason, note="", by=enrolment.person_id, at=at)
    enrolment.revoke(MoveSource.SUITE)
    outbox.add_all(session, views.enrolments.withdrawals([enrolment], reason, at))


def complete(
    session: Session,
    activity: Activity,
    rows: Sequence[contract.AttendanceRow],
    source: contract.CompletionSource,
    at: datetime,
) -> list[Judgement]:
    """Judge each row, let the enrolments follow and announce completions: the one way in for all sources.

    activity: held. Raises: ActivityMoveRefused -- it is not published.
    """
    activity.require_number()
    enrolments = store.enrolments.reported(session, activity.activity_id, [row.enrolment_id for row in rows])
    versions = {enrolment.activity_version for enrolment in enrolments.values()}
    asked = asked_of(session, activity, versions, at)
    judgements = attendance.judge(rows, enrolments, asked, source=source, at=at)
    outbox.add_all(session, views.enrolments.completions(judgements, enrolments, activity, at))
    return judgements


def _window(session: Session, at: datetime) -> timedelta:
    """For how long after a report it may be taken back."""
    rules = store.dictionaries.in_force(session, clock.legal_day(at))
    return timedelta(days=rules.whole("claim.correction_days"))


def asked_of(session: Session, activity: Activity, versions: Collection[int], at: datetime) -> Asked:
    """What the activity asks of those who enrolled for these versions."""
    former = store.editions.cards(session, activity.activity_id, {*versions} - {activity.terms_version})
    suspensions = store.suspensions.of(session, activity)
    return Asked(card=activity.card, former=former, today=clock.legal_day(at), suspensions=suspensions)
