"""Two accounts of one person become one: its applications are one person's, whom nobody of the two judges."""

from __future__ import annotations

import dataclasses

import pytest

from contracts.admission import applications as contract
from contracts.admission.applications import (
    ApplicationState,
    ConflictOfInterest,
    ListApplications,
    RecommendationKind,
)
from contracts.admission.decisions import DecisionOutcome, VerifyAct
from kernel import clock
from kernel.database import Database
from kernel.values import ApplicationId, PersonId, Role, new_id
from services.admission import store
from services.admission.domain.application import Application
from services.admission.usecases import acts, review
from services.admission.usecases import applications as filing
from services.admission.usecases.mergers import follow_merger
from tests.builders.admission import (
    APPLICANT,
    MEMBER,
    NOON,
    REVIEWER,
    a_package,
    a_standing,
    a_trace,
    an_application,
)
from tests.builders.announced import facts
from tests.builders.mergers import a_merger, hear
from tests.integration.admission.test_review import (
    by,
    decide,
    in_review,
    read,
    recommended,
)

KEPT = PersonId(new_id())


@pytest.fixture(autouse=True)
def _today():
    with clock.freeze(NOON):
        yield


@pytest.fixture
def database(opened):
    return opened("admission")


def merge(database: Database, gone: PersonId = APPLICANT, into: PersonId = KEPT) -> None:
    follow_merger(database, a_merger(gone, into))


def mine(database: Database) -> dict[str, ApplicationState]:
    found = filing.my_applications(database, by(KEPT, Role.SPECIALIST), ListApplications())
    return {each.number: each.state for each in found.items}


def of_kept(database: Database, number: str = "НМО-2026-0000002-9") -> Application:
    """In the same speciality, and before all checks."""
    application = an_application()
    application.person_id, application.number = KEPT, number
    with database.transaction() as session:
        store.add_application(session, application)
    return application


def test_an_application_goes_on_under_the_account_that_is_kept(database):
    application = in_review(database)

    merge(database)

    assert mine(database) == {application.number: ApplicationState.REVIEW}


@pytest.mark.parametrize("times", [1, 2])
def test_of_two_for_one_speciality_the_further_goes_on(database, times):
    further, other = in_review(database), of_kept(database)

    for _ in range(times):
        merge(database)

    assert mine(database) == {
        further.number: ApplicationState.REVIEW,
        other.number: ApplicationState.WITHDRAWN,
    }
    [withdrawn] = facts(database, "admission.application.withdrawn")
    assert withdrawn["superseded_by"] == str(further.application_id)


def test_an_act_says_what_it_said(database):
    decision = decide(database, recommended(database), DecisionOutcome.ADMIT)
    query = VerifyAct(act_number=decision.act_number)
    before = acts.verify_act(database, query)

    merge(database)

    assert acts.verify_act(database, query) == before
    assert list(mine(database).values()) == [ApplicationState.ADMITTED]


def test_a_reviewer_who_is_the_applicant_has_recommended_nothing(database):
    application = recommended(database)

    merge(database, into=REVIEWER)

    again = read(database, application)
    assert (again.state, again.recommendation) == (ApplicationState.REVIEW, None)
    with pytest.raises(ConflictOfInterest):
        review.recommend(database, by(REVIEWER, Role.REVIEWER), a_recommendation(again))


def test_who_reviewed_under_an_account_that_is_gone_does_not_decide(database):
    application = recommended(database)

    merge(database, gone=REVIEWER, into=MEMBER)

    with pytest.raises(ConflictOfInterest):
        decide(database, read(database, application), DecisionOutcome.ADMIT)


def test_what_somebody_decided_about_themselves_is_noted_and_stays(database):
    application = recommended(database)
    decide(database, application, DecisionOutcome.ADMIT)

    merge(database, into=MEMBER)

    with database.reading() as session:
        found = store.judged_by_applicant(session, [MEMBER, APPLICANT])
    assert found == [application.application_id]


def test_an_answer_that_comes_later_is_of_the_application_that_was_moved(database):
    application = of_kept(database)
    merge(database, gone=KEPT, into=PersonId(new_id()))

    named = {"application": ApplicationId(application.application_id)}
    standing = dataclasses.replace(a_standing(a_trace("any", met=True), **named), person_id=KEPT)
    hear(database, review.check_hours, standing)
    hear(database, review.check_documents, dataclasses.replace(a_package(**named), person_id=KEPT))

    assert {each.verdict for each in read(database, application).checks if each.name != "identity"} == {
        "passed"
    }


def a_recommendation(application):
    return contract.Recommend(
        application_id=application.application_id,
        version=application.version,
        kind=RecommendationKind.ADMIT,
        rationale="Проверено.",
    )
