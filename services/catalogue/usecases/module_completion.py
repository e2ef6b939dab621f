"""Completing a module: once its last part is done and its minutes are, by the road of every attendance."""

from __future__ import annotations

from datetime import datetime

from contracts.catalogue.activities import Presence
from contracts.catalogue.enrolments import AttendanceRow, CompletionSource
from contracts.catalogue.module_tests import ModulePart
from kernel import clock
from kernel.database import Session
from services.catalogue import store
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.domain.module_parts import Standing
from services.catalogue.usecases import attendance


def note_part(
    session: Session, activity: Activity, enrolment: Enrolment, part: ModulePart, at: datetime
) -> bool:
    """Note that somebody has done a part; complete the enrolment if nothing is left. Gives whether it did.

    activity: held. enrolment: locked, so of two last parts at once one completes. Done again, it changes
    nothing. Raises: ActivityMoveRefused -- the module is not published.
    """
    store.module_parts.note_done(session, enrolment.enrolment_id, part, at)
    return settle(session, activity, enrolment, at)


def settle(session: Session, activity: Activity, enrolment: Enrolment, at: datetime) -> bool:
    """Complete the enrolment if all is done, and for long enough. Gives whether it did.

    activity: held. enrolment: locked. Raises: ActivityMoveRefused.
    """
    stands = standing(session, activity, enrolment, at)
    if not stands.is_complete:
        return False
    row = AttendanceRow(
        enrolment_id=enrolment.enrolment_id,
        attended_on=clock.legal_day(at),
        minutes=stands.minutes,
        checks_passed=_presence(session, activity, enrolment, at).checks_required,
    )
    [judgement] = attendance.complete(session, activity, [row], CompletionSource.MODULE, at)
    return judgement.is_accepted


def standing(session: Session, activity: Activity, enrolment: Enrolment, at: datetime) -> Standing:
    """What is done, and what is left, by the edition enrolled for."""
    asked = store.module_parts.asked(session, activity.activity_id)
    done = store.module_parts.done(session, enrolment.enrolment_id)
    return Standing(
        asked=frozenset(asked),
        done=frozenset(done),
        minutes=store.study.minutes(session, enrolment.enrolment_id),
        least=_presence(session, activity, enrolment, at).min_minutes,
    )


def _presence(session: Session, activity: Activity, enrolment: Enrolment, at: datetime) -> Presence:
    return attendance.asked_of(session, activity, {enrolment.activity_version}, at).of(enrolment)
