"""From the answers of the other services to the commission's decision, in PostgreSQL."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from contracts.admission import applications, decisions
from contracts.admission.applications import ApplicationState, CheckName, CheckVerdict, RecommendationKind
from contracts.admission.decisions import DecisionOutcome
from kernel import clock
from kernel.messages import Caller, StaleVersion
from kernel.values import PersonId, Role
from services.admission import store
from services.admission.usecases import acts, review
from services.admission.usecases import applications as filing
from services.admission.usecases import decisions as deciding
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

TOTAL = "requirement.accreditation.total"


@pytest.fixture(autouse=True)
def _today():
    with clock.freeze(NOON):
        yield


@pytest.fixture
def database(opened):
    return opened("admission")


def by(person: PersonId, role: Role) -> Caller:
    return Caller(process="gateway", person_id=person, roles=frozenset({role}))


def filed(database):
    """An application whose identity check has passed, as after submission."""
    application = an_application()
    application.answer_check(CheckName.IDENTITY, review.Answer(codes=(), evidence={}), NOON)
    with database.transaction() as session:
        store.add_application(session, application)
    return application


def in_review(database, *, met: bool = True):
    application = filed(database)
    review.check_hours(database, a_standing(a_trace(TOTAL, met=met), application=application.application_id))
    review.check_documents(database, a_package(application=application.application_id))
    return read(database, application)


def read(database, application):
    query = applications.ReadApplication(application_id=application.application_id)
    return filing.read_application(database, by(REVIEWER, Role.REVIEWER), query)


def recommended(database, *, met: bool = True):
    application = in_review(database, met=met)
    return review.recommend(
        database,
        by(REVIEWER, Role.REVIEWER),
        applications.Recommend(
            application_id=application.application_id,
            version=application.version,
            kind=RecommendationKind.ADMIT if met else RecommendationKind.REFUSE,
            rationale="Проверено.",
        ),
    )


def decide(database, application, outcome, *reasons):
    return deciding.decide(
        database,
        by(MEMBER, Role.COMMISSION),
        decisions.Decide(
            application_id=application.application_id,
            version=application.version,
            outcome=outcome,
            reasons=reasons,
            rationale="Решение принято.",
        ),
    )


def test_the_checks_are_complete_when_both_services_have_answered(database):
    application = in_review(database)

    assert application.state is ApplicationState.REVIEW
    assert {check.verdict for check in application.checks} == {CheckVerdict.PASSED}
    assert [fact["passed"] for fact in facts(database, "admission.application.checked")] == [True]


def test_an_answer_delivered_twice_counts_once(database):
    application = filed(database)
    standing = a_standing(a_trace(TOTAL, met=True), application=application.application_id)
    package = a_package(application=application.application_id)

    for _ in range(2):
        review.check_hours(database, standing)
        review.check_documents(database, package)

    assert len(facts(database, "admission.application.checked")) == 1


def test_both_answers_at_once_complete_the_checks_once(database):
    application = filed(database)
    standing = a_standing(a_trace(TOTAL, met=True), application=application.application_id)
    package = a_package(application=application.application_id)

    with ThreadPoolExecutor(2) as pool:
        answers = [
            pool.submit(review.check_hours, database, standing),
            pool.submit(review.check_documents, database, package),
        ]
    for answer in answers:
        answer.result()

    assert read(database, application).state is ApplicationState.REVIEW
    assert len(facts(database, "admission.application.checked")) == 1


def test_a_failed_check_speaks_in_the_words_of_the_law(database):
    application = in_review(database, met=False)

    [hours] = [check for check in application.checks if check.name is CheckName.HOURS]

    assert hours.verdict is CheckVerdict.FAILED
    assert hours.reasons[0].code == "R02"
    assert hours.reasons[0].text.startswith("За пятилетний период")


def test_an_admission_holds_for_the_years_of_the_policy(database):
    decision = decide(database, recommended(database), DecisionOutcome.ADMIT)

    [granted] = facts(database, "admission.admission.granted")

    assert (granted["valid_from"], granted["valid_before"]) == ("2026-12-01", "2031-12-01")
    assert decision.protocol_number == "П-2026-000001"


def test_a_refusal_names_its_reasons_and_grants_nothing(database):
    decision = decide(database, recommended(database, met=False), DecisionOutcome.REFUSE, "R02")

    assert [reason.code for reason in decision.reasons] == ["R02"]
    assert facts(database, "admission.admission.granted") == []
    assert facts(database, "admission.application.decided")[0]["codes"] == ["R02"]


@pytest.mark.parametrize("reasons", [("R99",), ("R02", "R02")])
def test_only_lawful_reasons_refuse_each_once(database, reasons):
    application = recommended(database, met=False)

    with pytest.raises(decisions.DecisionUnsound):
        decide(database, application, DecisionOutcome.REFUSE, *reasons)


def test_a_refused_decision_leaves_no_gap_in_the_protocol(database):
    application = recommended(database, met=False)
    with pytest.raises(decisions.DecisionUnsound):
        decide(database, application, DecisionOutcome.ADMIT)

    decision = decide(database, application, DecisionOutcome.REFUSE, "R02")

    assert decision.protocol_number == "П-2026-000001"


def test_of_two_decisions_at_once_one_is_taken(database):
    application = recommended(database)

    with ThreadPoolExecutor(2) as pool:
        taken = [pool.submit(decide, database, application, DecisionOutcome.ADMIT) for _ in range(2)]
    failures = [type(one.exception()) for one in taken if one.exception()]

    assert failures == [StaleVersion]
    assert len(facts(database, "admission.admission.granted")) == 1


def test_a_decision_on_an_older_version_is_refused(database):
    application = dataclasses.replace(recommended(database), version=1)

    with pytest.raises(StaleVersion):
        decide(database, application, DecisionOutcome.ADMIT)


def test_others_do_not_see_the_application(database):
    application = filed(database)
    query = applications.ReadApplication(application_id=application.application_id)

    with pytest.raises(applications.UnknownApplication):
        filing.read_application(database, by(MEMBER, Role.SPECIALIST), query)


def test_who_reviewed_does_not_find_it_in_the_commissions_queue(database):
    application = recommended(database)
    everything = applications.ListApplications()

    queues = [
        filing.commission_queue(database, by(member, Role.COMMISSION), everything).items
        for member in (REVIEWER, APPLICANT, MEMBER)
    ]

    assert [len(queue) for queue in queues] == [0, 0, 1]
    assert queues[2][0].application_id == application.application_id


def test_the_public_learns_of_an_act_only_what_the_act_says(database):
    decision = decide(database, recommended(database), DecisionOutcome.ADMIT)

    proof = acts.verify_act(database, decisions.VerifyAct(act_number=decision.act_number.lower()))

    assert (proof.outcome, proof.speciality) == (DecisionOutcome.ADMIT, "terapiya")
    assert not {"person_id", "rationale"} & set(vars(proof))


def test_numbers_taken_at_once_have_neither_gap_nor_double(database):
    def take(_):
        with database.transaction() as session:
            return store.next_number(session, "application", 2026)

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(take, range(40)))

    assert sorted(numbers) == list(range(1, 41))


def test_a_second_application_under_way_is_refused_by_the_database_too(database):
    filed(database)
    twin = an_application()
    twin.number = "НМО-2026-0000002-1"

    with pytest.raises(sa.exc.IntegrityError), database.transaction() as session:
        store.add_application(session, twin)
