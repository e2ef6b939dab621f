"""An application moves on by rule, and nobody judges twice or in his own cause."""

import pytest

from contracts.admission.applications import (
    ApplicationMoveRefused,
    ApplicationState,
    CheckName,
    ConflictOfInterest,
    RecommendationKind,
)
from contracts.admission.decisions import DecisionOutcome, DecisionUnsound
from kernel.messages import StaleVersion
from services.admission.domain.application import MOVES, Application
from services.admission.domain.checks import Answer
from tests.builders.admission import APPLICANT, MEMBER, NOON, REVIEWER, an_application

FINE = Answer(codes=(), evidence={})
SHORT = Answer(codes=("R02",), evidence={})


def checked(answer: Answer = FINE) -> Application:
    application = an_application()
    for name in CheckName:
        application.answer_check(name, answer, NOON)
    return application


def before_the_commission(answer: Answer = FINE) -> Application:
    application = checked(answer)
    application.recommend(RecommendationKind.ADMIT, REVIEWER, "всё в порядке", NOON)
    return application


def test_it_reaches_review_with_the_last_answer_and_not_before():
    application = an_application()

    progress = [application.answer_check(name, FINE, NOON) for name in CheckName]

    assert progress == [False, False, True]
    assert application.state is ApplicationState.REVIEW


def test_a_repeated_answer_changes_nothing():
    application = an_application()
    application.answer_check(CheckName.HOURS, FINE, NOON)

    application.answer_check(CheckName.HOURS, SHORT, NOON)

    assert application.codes == ()


def test_an_answer_that_its_kind_does_not_ask_for_is_ignored():
    application = an_application(checks=(CheckName.IDENTITY, CheckName.DOCUMENTS))

    assert not application.answer_check(CheckName.HOURS, SHORT, NOON)
    assert application.codes == ()


def test_a_failed_check_does_not_refuse_by_itself_people_decide():
    application = checked(SHORT)

    assert application.state is ApplicationState.REVIEW
    assert application.codes == ("R02",)


def test_the_applicant_cannot_review():
    with pytest.raises(ConflictOfInterest):
        checked().recommend(RecommendationKind.ADMIT, APPLICANT, "я", NOON)


@pytest.mark.parametrize("judge", [APPLICANT, REVIEWER])
def test_neither_applicant_nor_reviewer_can_decide(judge):
    with pytest.raises(ConflictOfInterest):
        before_the_commission().decide(DecisionOutcome.ADMIT, (), judge)


def test_nobody_is_admitted_against_a_failed_check():
    with pytest.raises(DecisionUnsound) as refused:
        before_the_commission(SHORT).decide(DecisionOutcome.ADMIT, (), MEMBER)

    assert refused.value.details == {"outcome": "decision.against_check"}


def test_a_refusal_needs_a_reason():
    with pytest.raises(DecisionUnsound) as refused:
        before_the_commission().decide(DecisionOutcome.REFUSE, (), MEMBER)

    assert refused.value.details == {"reasons": "required"}


def test_an_admission_has_no_reasons_against_it():
    with pytest.raises(DecisionUnsound):
        before_the_commission().decide(DecisionOutcome.ADMIT, ("R02",), MEMBER)


def test_the_commission_waits_for_a_recommendation():
    with pytest.raises(ApplicationMoveRefused):
        checked().decide(DecisionOutcome.ADMIT, (), MEMBER)


def test_what_is_decided_cannot_be_withdrawn():
    application = before_the_commission()
    application.decide(DecisionOutcome.ADMIT, (), MEMBER)

    with pytest.raises(ApplicationMoveRefused):
        application.withdraw()


def test_an_older_version_is_refused():
    with pytest.raises(StaleVersion):
        an_application().expect_version(0)


def test_every_state_says_where_it_may_go():
    assert set(MOVES) == set(ApplicationState)
