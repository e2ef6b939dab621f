"""Completing a module: once its last part is done, by the road of every attendance."""

from __future__ import annotations

from datetime import datetime

from contracts.catalogue.enrolments import AttendanceRow, CompletionSource
from contracts.catalogue.module_tests import ModulePart
from kernel import clock
from kernel.database import Session
from services.catalogue import store
from services.catalogue.domain import module_parts
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.usecases import attendance


def note_part(
    session: Session, activity: Activity, enrolment: Enrolment, part: ModulePart, at: datetime
) -> bool:
    """Note that somebody has done a part; complete the enrolment if it was the last. Gives whether it was.

    activity: held. enrolment: locked, so of two last parts at once one completes. Done again, it changes
    nothing. Raises: ActivityMoveRefused -- the module is not published.
    """
    store.module_parts.note_done(session, enrolment.enrolment_id, part, at)
    asked = store.module_parts.asked(session, activity.activity_id)
    if not module_parts.is_complete(asked, store.module_parts.done(session, enrolment.enrolment_id)):
        return False
    presence = attendance.asked_of(session, activity, {enrolment.activity_version}, at).of(enrolment)
    row = AttendanceRow(
        enrolment_id=enrolment.enrolment_id,
        attended_on=clock.legal_day(at),
        minutes=presence.min_minutes,
        checks_passed=presence.checks_required,
    )
    [judgement] = attendance.complete(session, activity, [row], CompletionSource.MODULE, at)
    return judgement.is_accepted
