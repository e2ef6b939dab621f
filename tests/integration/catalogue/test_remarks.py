"""Remarks in a pilot: each is answered before an activity is published."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.catalogue.activities import Activity, GateNotPassed, NotYourActivity, UnknownActivity
from contracts.catalogue.cards import CardDetails, PilotPlan
from contracts.catalogue.editions import ProposeRevision
from contracts.catalogue.enrolments import ReportAttendance, UnknownEnrolment
from contracts.catalogue.remarks import (
    AnswerRemark,
    ListRemarks,
    MakeRemark,
    NoPilot,
    NotRevised,
    Remark,
    RemarkAnswer,
    RemarkSettled,
    TooManyRemarks,
    UnknownRemark,
)
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller
from services.catalogue.usecases import attendance, editions, lifecycle, remarks
from tests.builders.catalogue import (
    UNIVERSITY,
    a_draft,
    a_moderator,
    a_provider,
    a_row,
    a_specialist,
)
from tests.integration.catalogue.journeys import a_publication, as_read, enrolled
from tests.integration.catalogue.outbox import announced

PLANNED = CardDetails(pilot=PilotPlan(seats=2, least_completions=1))
DECLINED = RemarkAnswer.DECLINED


class Pilot:
    """An activity that one specialist tries, and completes."""

    def __init__(self, database: Database) -> None:
        self.database, self.person = database, a_specialist()
        approved = a_publication(database, details=PLANNED)
        self.activity: Activity = lifecycle.start_pilot(database, a_provider(), as_read(approved))
        enrolment = enrolled(database, self.activity, person=self.person)
        report = ReportAttendance(activity_id=approved.activity_id, rows=(a_row(enrolment.enrolment_id),))
        # On its own day, before it is over: afterwards nothing is published any more.
        with clock.freeze(approved.starts_at):
            attendance.report_attendance(database, a_provider(), report)

    def remark(self, person: Caller | None = None, **told: Any) -> Remark:
        facts = {"activity_id": self.activity.activity_id, "text": "Второй слайд не читается."}
        return remarks.make_remark(self.database, person or self.person, MakeRemark(**facts | told))

    def answer(self, remark: Remark, answer: RemarkAnswer = DECLINED, by: Caller | None = None) -> Remark:
        command = AnswerRemark(
            activity_id=self.activity.activity_id,
            remark_id=remark.remark_id,
            answer=answer,
            reason="Так и задумано.",
        )
        return remarks.answer_remark(self.database, by or a_provider(), command)

    def revise(self) -> None:
        card = vars(a_draft(details=PLANNED, title="Читаемые слайды"))
        told = {"activity_id": self.activity.activity_id, "version": self.activity.version}
        revision = editions.propose_revision(self.database, a_provider(), ProposeRevision(**card | told))
        submitted = editions.submit_revision(self.database, a_provider(), as_read(revision))  # type: ignore[arg-type]
        self.activity = editions.approve_revision(self.database, a_moderator(), as_read(submitted))  # type: ignore[arg-type]

    def publish(self) -> Activity:
        return lifecycle.publish_activity(self.database, a_provider(), as_read(self.activity))


@pytest.fixture
def pilot(database: Database) -> Pilot:
    return Pilot(database)


def test_nothing_is_published_while_a_remark_waits(pilot: Pilot) -> None:
    remark = pilot.remark(rating=2)

    with pytest.raises(GateNotPassed, match=r"remarks\.open"):
        pilot.publish()
    pilot.answer(remark)

    assert pilot.publish().state == "published"
    [event] = announced(pilot.database, "catalogue.activity.remark_made")
    assert (event["rating"], "text" in event, "made_by" in event) == (2, False, False)


def test_what_is_taken_up_was_revised(pilot: Pilot) -> None:
    remark = pilot.remark()

    with pytest.raises(NotRevised):
        pilot.answer(remark, RemarkAnswer.REVISED)
    pilot.revise()

    assert pilot.answer(remark, RemarkAnswer.REVISED).answer is RemarkAnswer.REVISED
    assert pilot.publish().state == "published"


def test_a_remark_is_answered_once(pilot: Pilot) -> None:
    remark = pilot.remark()
    pilot.answer(remark)

    with pytest.raises(RemarkSettled):
        pilot.answer(remark)


def test_only_those_who_try_it_remark_and_only_then(pilot: Pilot) -> None:
    with pytest.raises(UnknownEnrolment):
        pilot.remark(a_specialist())
    pilot.publish()
    with pytest.raises(NoPilot):
        pilot.remark()


def test_one_person_says_only_so_much(pilot: Pilot) -> None:
    for _ in range(20):
        pilot.remark()

    with pytest.raises(TooManyRemarks):
        pilot.remark()


def test_remarks_are_for_the_provider_to_read_and_to_answer(pilot: Pilot) -> None:
    first, second = pilot.remark(), pilot.remark()
    pilot.answer(first)
    query = ListRemarks(activity_id=pilot.activity.activity_id, is_open=True)

    assert remarks.list_remarks(pilot.database, a_provider(), query).items == (second,)
    with pytest.raises(UnknownActivity):
        remarks.list_remarks(pilot.database, a_provider(UNIVERSITY), query)
    with pytest.raises(NotYourActivity):
        pilot.answer(second, by=a_provider(UNIVERSITY))


def test_a_remark_belongs_to_its_activity(pilot: Pilot) -> None:
    other = Pilot(pilot.database)

    with pytest.raises(UnknownRemark):
        other.answer(pilot.remark())


def test_pages_of_remarks_follow_each_other(pilot: Pilot) -> None:
    made = [pilot.remark() for _ in range(3)]
    first = ListRemarks(activity_id=pilot.activity.activity_id, limit=2)

    page = remarks.list_remarks(pilot.database, a_provider(), first)
    rest = ListRemarks(activity_id=pilot.activity.activity_id, limit=2, cursor=page.next_cursor)

    assert [*page.items, *remarks.list_remarks(pilot.database, a_provider(), rest).items] == made
