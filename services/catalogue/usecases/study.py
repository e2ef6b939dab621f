"""Time spent on modules: counted with every sign of a person, and part of what completes a module."""

from __future__ import annotations

from datetime import datetime

from contracts.catalogue import study as contract
from contracts.catalogue.enrolments import Enrolment as EnrolmentTold
from contracts.catalogue.enrolments import EnrolmentClosed, EnrolmentState
from kernel import clock
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.values import EnrolmentId, PersonId
from services.catalogue import store, views
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.domain.launch import require_studying
from services.catalogue.domain.study import StudyLaw
from services.catalogue.usecases import module_completion


def study_module(database: Database, caller: Caller, command: contract.StudyModule) -> contract.StudyTime:
    """Count the time since the last sign; complete the module if that was all that was missing.

    Raises: UnknownEnrolment, EnrolmentClosed, ActivityMoveRefused.
    """
    at = clock.now()
    with database.transaction() as session:
        activity, enrolment = _own(session, caller, command.enrolment_id)
        require_studying(activity, enrolment, at)
        follow(session, activity, enrolment, at)
        stands = module_completion.standing(session, activity, enrolment, at)
        law = _law(session, at)
    return views.launches.study_time(enrolment, stands, law)


def complete_module(database: Database, caller: Caller, command: contract.CompleteModule) -> EnrolmentTold:
    """Complete a module whose parts and minutes are done; completed already, it stays as it is.

    Raises: UnknownEnrolment, EnrolmentClosed, ActivityMoveRefused. ModuleIncomplete -- names what is left.
    """
    at = clock.now()
    with database.transaction() as session:
        activity, enrolment = _own(session, caller, command.enrolment_id)
        if enrolment.state is not EnrolmentState.COMPLETED:
            _complete(session, activity, enrolment, at)
    return views.enrolments.enrolment(enrolment)


def follow(session: Session, activity: Activity, enrolment: Enrolment, at: datetime) -> None:
    """Count a sign of somebody whose way is still open, and complete what lacked nothing but time.

    activity: held. enrolment: locked. Raises: ActivityMoveRefused.
    """
    if enrolment.is_under_way:
        hear(session, enrolment.enrolment_id, enrolment.person_id, at)
        module_completion.settle(session, activity, enrolment, at)


def hear(session: Session, enrolment_id: EnrolmentId, person_id: PersonId, at: datetime) -> None:
    """Count a sign."""
    time, elsewhere = store.study.clock_of(session, enrolment_id, person_id, at)
    time.hear(_law(session, at), at, elsewhere)


def begin(session: Session, enrolment_id: EnrolmentId, person_id: PersonId, at: datetime) -> None:
    """Begin, or begin again after a pause."""
    time, elsewhere = store.study.clock_of(session, enrolment_id, person_id, at)
    time.open(_law(session, at), at, elsewhere)


def _own(session: Session, caller: Caller, enrolment_id: EnrolmentId) -> tuple[Activity, Enrolment]:
    """The caller's enrolment, locked, and its activity, held. Raises: UnknownEnrolment."""
    activity = store.activities.held(session, store.enrolments.activity_of(session, enrolment_id))
    return activity, store.enrolments.own(session, enrolment_id, caller.person)


def _complete(session: Session, activity: Activity, enrolment: Enrolment, at: datetime) -> None:
    """Raises: EnrolmentClosed, ActivityMoveRefused, ModuleIncomplete."""
    if not enrolment.is_under_way:
        raise EnrolmentClosed(state=enrolment.state)
    if module_completion.settle(session, activity, enrolment, at):
        return
    stands = module_completion.standing(session, activity, enrolment, at)
    raise contract.ModuleIncomplete(
        rule=stands.rule,
        missing_minutes=stands.missing,
        required=stands.least,
        found=stands.minutes,
        parts_left=";".join(stands.left),
    )


def _law(session: Session, at: datetime) -> StudyLaw:
    return StudyLaw.of(store.dictionaries.in_force(session, clock.legal_day(at)))
