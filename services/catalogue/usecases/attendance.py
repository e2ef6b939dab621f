"""Taking a provider's word on who attended."""

from __future__ import annotations

from contracts.catalogue import enrolments as contract
from kernel import clock, journal, outbox
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue import store, views
from services.catalogue.domain import attendance


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
        activity.require_number()
        enrolments = store.enrolments.reported(session, command)
        versions = {enrolment.activity_version for enrolment in enrolments.values()}
        former = store.editions.cards(session, activity.activity_id, versions - {activity.terms_version})
        judgements = attendance.judge(
            command.rows, enrolments, activity.card, former=former, today=clock.legal_day(at)
        )
        report = views.enrolments.attendance(activity.activity_id, judgements)
        outbox.add_all(session, views.enrolments.completions(judgements, enrolments, activity, at))
        counts = {"rows": len(command.rows), "accepted": report.accepted}
        journal.record(session, "catalogue.attendance.reported", str(activity.activity_id), **counts)
    return report
