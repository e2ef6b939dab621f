"""Remarks in a pilot: made by those who try an activity, each answered by its provider."""

from __future__ import annotations

from uuid import UUID

from contracts.catalogue import remarks as contract
from contracts.catalogue.activities import UnknownActivity
from contracts.catalogue.enrolments import UnknownEnrolment
from kernel import clock, cursors, journal, outbox
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue import store, views
from services.catalogue.domain.activity import is_managed
from services.catalogue.domain.enrolment import TAKING_PART
from services.catalogue.domain.remark import Remark


def make_remark(database: Database, caller: Caller, command: contract.MakeRemark) -> contract.Remark:
    """Say what is not right yet.

    Raises: UnknownActivity, UnknownEnrolment -- the caller takes no part. NoPilot, TooManyRemarks.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = store.activities.held(session, command.activity_id)
        enrolment = store.enrolments.standing(session, command.activity_id, caller.person)
        if enrolment is None or enrolment.state not in TAKING_PART:
            raise UnknownEnrolment(activity_id=command.activity_id)
        remark = Remark.make(command, activity, enrolment.activity_version, caller.person, at)
        most = store.dictionaries.in_force(session, clock.legal_day(at)).whole("pilot.remarks_most")
        if store.remarks.made_by(session, command.activity_id, caller.person) >= most:
            raise contract.TooManyRemarks(most=most)
        store.remarks.add(session, remark)
        outbox.add(session, views.remarks.made(activity, remark, at))
    return views.remarks.remark(remark)


def list_remarks(database: Database, caller: Caller, query: contract.ListRemarks) -> contract.RemarkPage:
    """What was said of an activity, the oldest first.

    Raises: UnknownActivity -- there is none that the caller moves. Invalid -- the cursor is not of this list.
    """
    [after] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        activity = store.activities.of(session, query.activity_id)
        if not is_managed(activity.provider_id, caller):
            raise UnknownActivity(activity_id=query.activity_id)
        return views.remarks.page(store.remarks.page(session, query, after=after), query.limit)


def answer_remark(database: Database, caller: Caller, command: contract.AnswerRemark) -> contract.Remark:
    """Take a remark up, or say why not.

    Raises: UnknownActivity, NotYourActivity, UnknownRemark, RemarkSettled, NotRevised.
    """
    at = clock.now()
    with database.transaction() as session:
        activity = store.activities.held(session, command.activity_id)
        activity.require_owner(caller)
        remark = store.remarks.locked(session, command.activity_id, command.remark_id)
        remark.settle(command.answer, command.reason, activity, at)
        journal.record(
            session, "catalogue.remark.answered", str(command.remark_id), answer=command.answer.value
        )
    return views.remarks.remark(remark)
