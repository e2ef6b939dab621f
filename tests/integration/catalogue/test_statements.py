"""Statements: heard once, all or nothing, and followed by progress and completion."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from contracts.catalogue.activities import Activity, ReturnActivity
from contracts.catalogue.enrolments import EnrolmentState, ListEnrolments
from contracts.catalogue.launches import LaunchPurpose, ReadModuleProgress
from contracts.catalogue.statements import (
    PutStatement,
    ReadStatements,
    StatementConflict,
    StatementUnsound,
    UnknownStatement,
)
from kernel import clock
from kernel.database import Database
from kernel.files import Files
from kernel.messages import Caller
from services.catalogue.usecases import enrolments, launches, lifecycle, statements
from tests.builders.catalogue import NOW, a_moderator, a_specialist
from tests.builders.packages import a_course
from tests.builders.statements import VERBS
from tests.integration.catalogue.journeys import at_once, enrolled
from tests.integration.catalogue.launched import PASSES, SITE, opened, told
from tests.integration.catalogue.outbox import announced
from tests.integration.catalogue.packaged import a_published_module

DURING = NOW + timedelta(days=2, hours=1)
COMPLETED = "catalogue.enrolment.completed"
PROGRESSED = "catalogue.module.progressed"


class Study:
    """One person who goes through one module while it takes place."""

    def __init__(self, database: Database, files: Files, package: bytes | None = None) -> None:
        self.database, self.person = database, a_specialist()
        self.module: Activity = a_published_module(database, files, package)
        self.enrolment = enrolled(database, self.module, person=self.person)
        with clock.freeze(DURING):
            self.content, self.key = opened(database, self.module, self.person)

    def tell(self, *bodies: object) -> list[str]:
        with clock.freeze(DURING):
            return told(self.database, self.key, *bodies)

    def read(self, **query: Any) -> Any:
        with clock.freeze(DURING):
            asked = ReadStatements(token=self.key, **query)
            return statements.read_statements(self.database, PASSES, SITE, asked).content

    @property
    def state(self) -> EnrolmentState:
        [mine] = enrolments.my_enrolments(self.database, self.person, ListEnrolments()).items
        return mine.state

    @property
    def progress(self) -> int:
        query = ReadModuleProgress(enrolment_id=self.enrolment.enrolment_id)
        return launches.read_module_progress(self.database, self.person, query).progress


@pytest.fixture
def study(database: Database, files: Files) -> Study:
    return Study(database, files)


@pytest.fixture
def course(database: Database, files: Files) -> Study:
    """That wants to be completed, and passed with 0.8."""
    return Study(database, files, a_course())


def test_content_that_is_completed_completes_the_enrolment_once(study: Study) -> None:
    done = study.content.says("completed", id=str(uuid4()))

    study.tell(study.content.says("initialized"), done)
    study.tell(done)
    study.tell(study.content.says("completed"))

    assert study.state is EnrolmentState.COMPLETED
    [event] = announced(study.database, COMPLETED)
    assert (event["source"], event["completed_on"]) == ("module", "2026-11-25")


def test_many_who_tell_the_same_at_once_are_heard_once(study: Study) -> None:
    done = study.content.says("completed", id=str(uuid4()))

    answers = at_once([lambda: tuple(study.tell(done))] * 8)

    assert set(answers) == {(done["id"],)}
    assert len(announced(study.database, COMPLETED)) == 1


def test_progress_is_followed_and_told_in_steps(study: Study) -> None:
    for percent in (3, 5, 40, 44, 20):
        study.tell(study.content.came_to(percent))

    assert study.progress == 44
    told_others = [(event["progress"], event["is_done"]) for event in announced(study.database, PROGRESSED)]
    assert told_others == [(40, False)]


def test_a_course_is_done_with_all_that_it_asks_for(course: Study) -> None:
    course.tell(course.content.says("completed"))
    before = course.state
    course.tell(course.content.says("passed", result={"score": {"scaled": 0.85}, "success": True}))

    assert before is EnrolmentState.ENROLLED
    assert course.state is EnrolmentState.COMPLETED


@pytest.mark.parametrize(("verb", "scaled"), [("passed", 0.79), ("failed", 0.8)])
def test_nobody_passes_below_mastery_nor_fails_above(course: Study, verb: str, scaled: float) -> None:
    with pytest.raises(StatementUnsound) as refusal:
        course.tell(course.content.says(verb, result={"score": {"scaled": scaled}}))

    assert refusal.value.details == {"0.result.score.scaled": "xapi.mastery"}


def test_what_is_told_of_something_else_moves_nothing(study: Study) -> None:
    study.tell(study.content.says("completed", object={"id": f"{study.content.unit}/slide/1"}))

    assert (study.progress, study.state) == (0, EnrolmentState.ENROLLED)


def test_a_rehearsal_earns_nothing(database: Database, files: Files, study: Study) -> None:
    with clock.freeze(DURING):
        content, key = opened(database, study.module, study.person, LaunchPurpose.REHEARSAL)
        told(database, key, content.says("completed"))

    assert study.state is EnrolmentState.ENROLLED
    assert announced(database, PROGRESSED) == []


def test_an_id_stands_for_one_statement(study: Study) -> None:
    first = study.content.says("initialized", id=str(uuid4()))
    study.tell(first)

    with pytest.raises(StatementConflict):
        study.tell(first | {"verb": {"id": f"{VERBS}terminated"}})
    assert study.tell(first | {"stored": "2026-11-25T09:00:00Z"}) == [first["id"]]


def test_a_batch_is_heard_whole_or_not_at_all(study: Study) -> None:
    with pytest.raises(StatementUnsound) as refusal:
        study.tell(study.content.says("completed"), study.content.says("passed", object={"id": "no iri"}), 7)

    assert refusal.value.details == {"1.object.id": "xapi.iri", "2": "type.object"}
    assert study.read()["statements"] == []
    assert study.state is EnrolmentState.ENROLLED


def test_what_is_voided_is_shown_as_such_only(study: Study) -> None:
    [slip] = study.tell(study.content.says("experienced"))
    study.tell(study.content.says("voided", object={"objectType": "StatementRef", "id": slip}))

    with pytest.raises(UnknownStatement):
        study.read(statementId=slip)
    assert study.read(voidedStatementId=slip)["id"] == slip
    assert [one["verb"]["id"] for one in study.read()["statements"]] == [f"{VERBS}voided"]


def test_a_reader_goes_from_page_to_page(study: Study) -> None:
    ids = study.tell(*[study.content.says("experienced") for _ in range(5)])
    study.tell(study.content.says("terminated"))

    page = study.read(verb=f"{VERBS}experienced", ascending=True, limit=3)
    cursor = page["more"].partition("cursor=")[2].partition("&")[0]
    rest = study.read(verb=f"{VERBS}experienced", ascending=True, limit=3, cursor=cursor)

    assert [one["id"] for one in (*page["statements"], *rest["statements"])] == ids
    assert rest["more"] == ""


def test_nobody_reads_what_another_has_told(study: Study, database: Database, files: Files) -> None:
    [mine] = study.tell(study.content.says("experienced"))
    other: Caller = a_specialist()
    enrolled(database, study.module, person=other)
    with clock.freeze(DURING):
        _, key = opened(database, study.module, other)
        query = ReadStatements(token=key, statementId=mine)  # type: ignore[arg-type]

        with pytest.raises(UnknownStatement):
            statements.read_statements(database, PASSES, SITE, query)


def test_a_statement_is_put_under_its_id(study: Study) -> None:
    name = uuid4()
    body = study.content.says("initialized")
    with clock.freeze(DURING):
        command = PutStatement(token=study.key, statementId=name, content=(body,))
        statements.put_statement(study.database, PASSES, SITE, command)
        statements.put_statement(study.database, PASSES, SITE, command)
        wrong = PutStatement(token=study.key, statementId=uuid4(), content=(body | {"id": str(name)},))
        with pytest.raises(StatementUnsound, match=r"xapi\.statement_id"):
            statements.put_statement(study.database, PASSES, SITE, wrong)

    assert study.read(statementId=name)["id"] == str(name)


def test_what_is_suspended_hears_nothing(study: Study) -> None:
    measure = ReturnActivity(
        activity_id=study.module.activity_id, version=study.module.version, reason="Жалобы."
    )
    lifecycle.suspend_activity(study.database, a_moderator(), measure)

    assert at_once([lambda: study.tell(study.content.says("completed"))]) == ["ActivityMoveRefused"]


def test_there_are_no_more_statements_than_anybody_has_to_tell(study: Study) -> None:
    with pytest.raises(StatementUnsound, match=r"xapi\.batch"):
        study.tell(*[study.content.says("experienced") for _ in range(101)])
