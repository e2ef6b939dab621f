"""Whoever judges an application is on record for having seen it."""

from __future__ import annotations

import pytest

from contracts.admission import applications, decisions
from kernel import clock, journal
from kernel.messages import Caller
from kernel.values import PersonId, Role
from services.admission import store
from services.admission.domain.application import Application
from services.admission.usecases import applications as filing
from services.admission.usecases import decisions as deciding
from services.admission.usecases import review
from tests.builders.admission import APPLICANT, MEMBER, NOON, REVIEWER, a_package, a_standing, an_application


@pytest.fixture
def database(opened):
    return opened("admission")


@pytest.fixture
def application(database) -> Application:
    application = an_application()
    application.answer_check(applications.CheckName.IDENTITY, review.Answer(codes=(), evidence={}), NOON)
    with clock.freeze(NOON), database.transaction() as session:
        store.add_application(session, application)
    return application


def by(person: PersonId, role: Role) -> Caller:
    return Caller(process="gateway", person_id=person, roles=frozenset({role}))


def sights(database) -> list[tuple[str, str, str]]:
    """Action, person and case of each look."""
    sought = journal.Sought(action="admission.")
    with database.reading() as session:
        lines, _ = journal.read(session, after=0, limit=100, sought=sought)
    return [
        (line.action, line.subject, line.detail["case"]) for line in lines if line.action.endswith(".viewed")
    ]


def read(database, caller: Caller, application: Application) -> None:
    query = applications.ReadApplication(application_id=application.application_id)
    filing.read_application(database, caller, query)


def test_a_reviewer_who_reads_an_application_is_on_record(database, application):
    read(database, by(REVIEWER, Role.REVIEWER), application)

    assert sights(database) == [("admission.application.viewed", str(APPLICANT), application.number)]


def test_an_applicant_who_reads_it_is_not(database, application):
    read(database, by(APPLICANT, Role.SPECIALIST), application)

    assert sights(database) == []


def test_a_queue_shows_an_application_of_somebody(database, application):
    review.check_hours(database, a_standing(application=application.application_id))
    review.check_documents(database, a_package(application=application.application_id))

    filing.review_queue(database, by(REVIEWER, Role.REVIEWER), applications.ListApplications())

    assert sights(database) == [("admission.queue.viewed", str(APPLICANT), application.number)]


def test_a_decision_that_is_not_there_was_not_seen(database, application):
    query = decisions.ReadDecision(application_id=application.application_id)

    with pytest.raises(decisions.NotDecided):
        deciding.read_decision(database, by(MEMBER, Role.COMMISSION), query)

    assert sights(database) == []
