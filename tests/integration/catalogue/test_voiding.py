"""Statements that are voided: what has followed from them is taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from contracts.catalogue.activities import Activity
from contracts.catalogue.corrections import CorrectAttendance, CorrectionReason, CorrectionRefused
from contracts.catalogue.enrolments import AttendanceRow, Enrolment, EnrolmentState, ReportAttendance
from contracts.catalogue.launches import ModuleProgress, ReadModuleProgress
from contracts.catalogue.participation import ReadEnrolment
from kernel import clock
from kernel.database import Database
from kernel.files import Files
from kernel.messages import Caller
from services.catalogue.usecases import attendance, launches, participation
from tests.builders.catalogue import NOW, a_provider, a_specialist
from tests.builders.packages import a_course
from tests.builders.statements import Content
from tests.integration.catalogue.examined import DURING
from tests.integration.catalogue.journeys import enrolled
from tests.integration.catalogue.launched import opened, told
from tests.integration.catalogue.outbox import announced
from tests.integration.catalogue.packaged import a_published_module

WITHDRAWN, COMPLETED = "catalogue.enrolment.completion_withdrawn", "catalogue.enrolment.completed"


class Way:
    """One person's way through a module that wants to be completed, and passed with 0.8."""

    def __init__(self, database: Database, files: Files, **card: Any) -> None:
        self.database, self.person = database, a_specialist()
        self.module: Activity = a_published_module(database, files, a_course(), **card)
        self.seat: Enrolment = enrolled(database, self.module, person=self.person)
        with clock.freeze(DURING):
            opening = opened(database, self.module, self.person)
        self.content: Content = opening[0]
        self._key = opening[1]

    def tell(self, *bodies: object) -> list[str]:
        with clock.freeze(DURING):
            return told(self.database, self._key, *bodies)

    def void(self, statement_id: str) -> None:
        self.tell(self.voiding(statement_id))

    def voiding(self, statement_id: str) -> dict[str, Any]:
        return self.content.says("voided", object={"objectType": "StatementRef", "id": statement_id})

    def go_through(self) -> tuple[str, str]:
        """The ids of what says that it is completed, and passed."""
        passed = self.content.says("passed", result={"score": {"scaled": 0.9}})
        completed_id, passed_id = self.tell(self.content.says("completed"), passed)
        return completed_id, passed_id

    @property
    def state(self) -> EnrolmentState:
        query = ReadEnrolment(enrolment_id=self.seat.enrolment_id)
        return participation.read_enrolment(self.database, self.person, query).enrolment.state

    @property
    def progress(self) -> ModuleProgress:
        query = ReadModuleProgress(enrolment_id=self.seat.enrolment_id)
        return launches.read_module_progress(self.database, self.person, query)


@pytest.fixture
def way(database: Database, files: Files) -> Way:
    return Way(database, files)


def test_progress_goes_back_to_what_stands(way: Way) -> None:
    [_, slip] = way.tell(way.content.came_to(20), way.content.came_to(90))

    way.void(slip)

    assert way.progress.progress == 20
    told_of = announced(way.database, "catalogue.module.progressed")
    assert [each["progress"] for each in told_of] == [90, 20]


def test_a_score_is_the_best_that_stands(way: Way) -> None:
    best = way.content.says("passed", result={"score": {"scaled": 0.95}})
    [_, slip] = way.tell(way.content.says("passed", result={"score": {"scaled": 0.85}}), best)

    way.void(slip)

    assert way.progress.score == 85


def test_a_completion_that_rests_on_it_is_withdrawn_once(way: Way) -> None:
    _, passed = way.go_through()
    done = way.state

    way.void(passed)
    way.void(passed)

    assert (done, way.state) == (EnrolmentState.COMPLETED, EnrolmentState.REVOKED)
    [withdrawn] = announced(way.database, WITHDRAWN)
    assert (withdrawn["enrolment_id"], withdrawn["reason"]) == (
        str(way.seat.enrolment_id),
        "statement_voided",
    )
    assert (way.progress.done_at, [part.value for part in way.progress.parts_left]) == (None, ["content"])


def test_what_still_stands_without_it_stays_completed(way: Way) -> None:
    completed, _ = way.go_through()
    way.tell(way.content.says("completed"))

    way.void(completed)

    assert (way.state, way.progress.progress) == (EnrolmentState.COMPLETED, 100)
    assert announced(way.database, WITHDRAWN) == []


def test_told_again_it_counts_again(way: Way) -> None:
    _, passed = way.go_through()
    way.void(passed)

    way.go_through()

    assert way.state is EnrolmentState.COMPLETED
    assert [len(announced(way.database, event)) for event in (COMPLETED, WITHDRAWN)] == [2, 1]


def test_voided_and_told_anew_at_once_nothing_is_withdrawn(way: Way) -> None:
    _, passed = way.go_through()
    again = way.content.says("passed", result={"score": {"scaled": 0.8}})

    way.tell(way.voiding(passed), again)

    assert (way.state, way.progress.score) == (EnrolmentState.COMPLETED, 80)
    assert announced(way.database, WITHDRAWN) == []


def test_what_stands_for_good_is_not_voided(database: Database, files: Files) -> None:
    way = Way(database, files, ends_at=NOW + timedelta(days=90))
    _, passed = way.go_through()

    with clock.freeze(DURING + timedelta(days=40)):
        _, key = opened(database, way.module, way.person)
        with pytest.raises(CorrectionRefused) as refused:
            told(database, key, way.voiding(passed))

    assert refused.value.details == {"rule": "correction.too_late"}
    assert (way.state, way.progress.progress) == (EnrolmentState.COMPLETED, 100)


def test_what_a_provider_vouches_for_content_does_not_move(way: Way) -> None:
    [passed] = way.tell(way.content.says("passed", result={"score": {"scaled": 0.9}}))
    row = AttendanceRow(enrolment_id=way.seat.enrolment_id, attended_on=clock.legal_day(DURING), minutes=45)
    report = ReportAttendance(activity_id=way.module.activity_id, rows=(row,))
    with clock.freeze(DURING):
        attendance.report_attendance(way.database, a_provider(), report)

    way.void(passed)

    assert way.state is EnrolmentState.COMPLETED


def test_what_a_provider_has_taken_back_content_does_not_bring_again(way: Way) -> None:
    provider: Caller = a_provider()
    completed, _ = way.go_through()
    command = CorrectAttendance(
        activity_id=way.module.activity_id,
        enrolments=(way.seat.enrolment_id,),
        reason=CorrectionReason.WRONG_PERSON,
        note="Проходил другой человек.",
    )
    with clock.freeze(DURING):
        attendance.correct_attendance(way.database, provider, command)

    way.void(completed)
    way.go_through()

    assert way.state is EnrolmentState.REVOKED
    assert len(announced(way.database, COMPLETED)) == 1
