"""Taking a provider's word on who attended, and letting it take that word back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from contracts.catalogue import corrections as correction_contract
from contracts.catalogue import enrolments as contract
from kernel import clock, journal, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from services.catalogue import store, views
from services.catalogue.domain import attendance
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.attendance import Asked, Judgement


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
        rules = store.dictionaries.in_force(session, clock.legal_day(at))
        window = timedelta(days=rules.whole("claim.correction_days"))
        named = list(dict.fromkeys(command.enrolments))
        found = store.enrolments.reported(session, activity.activity_id, named)
        attendance.require_correctable(named, found, window, at)
        enrolments = [found[enrolment_id] for enrolment_id in named]
        store.enrolments.keep_withdrawn(session, enrolments, command, by=caller.person, at=at)
        for enrolment in enrolments:
            enrolment.revoke()
        outbox.add_all(session, views.enrolments.withdrawals(enrolments, command.reason, at))
    return correction_contract.AttendanceCorrected(
        activity_id=activity.activity_id, withdrawn=len(enrolments)
    )


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


def asked_of(session: Session, activity: Activity, versions: Collection[int], at: datetime) -> Asked:
    """What the activity asks of those who enrolled for these versions."""
    former = store.editions.cards(session, activity.activity_id, {*versions} - {activity.terms_version})
    return Asked(card=activity.card, former=former, today=clock.legal_day(at))
