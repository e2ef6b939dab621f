"""What the account that is gone had claimed, planned and drawn up is the other's after a merger."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from contracts.credits.claim_desk import AcceptClaim, AuditOutcome, ListAudits, SettleAudit
from contracts.credits.claims import DraftClaim, ListMyClaims, ManualClaim, ManualClaimState, MoveClaim
from contracts.credits.ledger import ReadBalance
from contracts.credits.loans import ListLoans
from contracts.credits.planned import ListPlanned
from contracts.credits.plans import ListPlans, PlanState, WritePlan
from contracts.credits.quarantine import ListQuarantined
from kernel import clock, mergers
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import ActivityId, PersonId, Role, new_id
from services.credits.usecases import lifecycle
from services.credits.usecases.audits import list_audits, settle_audit
from services.credits.usecases.claims import post_completed
from services.credits.usecases.cycles import open_cycle
from services.credits.usecases.loans import my_loans
from services.credits.usecases.manual import draft_claim, my_claims, submit_claim
from services.credits.usecases.mergers import follow_merger
from services.credits.usecases.planned import my_planned, plan_enrolment
from services.credits.usecases.plans import my_plans, write_plan
from services.credits.usecases.proof import verify
from services.credits.usecases.quarantine import list_quarantined
from services.credits.usecases.review import accept_claim
from services.credits.usecases.statements import my_balance
from tests.builders.credits import NOW, VAULT, a_completion, a_specialist, an_opening, an_operator
from tests.builders.mergers import a_merger
from tests.builders.plans import a_content
from tests.integration.credits.claimants import a_document, content
from tests.integration.credits.outbox import announced
from tests.integration.credits.test_loans import noted
from tests.integration.credits.test_planned import an_enrolment

KEPT, GONE = PersonId(new_id()), PersonId(new_id())
LECTURE = ActivityId(new_id())
OPERATOR, AUDITOR = an_operator(), an_operator()


def merge(database: Database) -> None:
    follow_merger(database, VAULT, a_merger(GONE, KEPT))


def claimed(database: Database, person: PersonId) -> ManualClaim:
    """Of one congress, whoever claims."""
    facts = content(database) | {"evidence": (a_document(database, person),)}
    draft = draft_claim(database, a_specialist(person), DraftClaim(**facts))
    move = MoveClaim(claim_id=draft.claim_id, version=draft.version)
    return submit_claim(database, a_specialist(person), move)


def accept(database: Database, by: Caller, claim: ManualClaim) -> ManualClaim:
    return accept_claim(database, by, AcceptClaim(claim_id=claim.claim_id, version=claim.version))


@pytest.fixture
def both(database: Database) -> None:
    for person in (KEPT, GONE):
        open_cycle(database, VAULT, a_specialist(person), an_opening())


@pytest.mark.usefixtures("both")
def test_a_claim_goes_on_and_is_credited_to_the_account_that_is_kept(database: Database) -> None:
    claim = claimed(database, GONE)

    merge(database)
    accept(database, OPERATOR, claim)

    assert total(database) == "6.0"


@pytest.mark.usefixtures("both")
def test_the_same_claim_of_both_is_considered_once(database: Database) -> None:
    claimed(database, KEPT)
    claimed(database, GONE)

    merge(database)

    mine = my_claims(database, a_specialist(KEPT), ListMyClaims()).items
    assert {each.state for each in mine} == {ManualClaimState.SUBMITTED, ManualClaimState.WITHDRAWN}


@pytest.mark.usefixtures("both")
def test_a_claim_accepted_by_its_own_person_is_looked_at_once_more(database: Database) -> None:
    claim = claimed(database, GONE)
    self_ = Caller(process="gateway", person_id=KEPT, roles=frozenset({Role.REGULATOR}))
    accept(database, self_, claim)

    merge(database)

    [audit] = list_audits(database, AUDITOR, ListAudits()).items
    assert audit.claim_id == claim.claim_id


@pytest.mark.usefixtures("both")
def test_an_audit_takes_back_what_was_carried_over(database: Database) -> None:
    claim = claimed(database, GONE)
    self_ = Caller(process="gateway", person_id=KEPT, roles=frozenset({Role.REGULATOR}))
    accept(database, self_, claim)
    merge(database)
    [audit] = list_audits(database, AUDITOR, ListAudits()).items

    outcome = SettleAudit(audit_id=audit.audit_id, outcome=AuditOutcome.REVERSED, reason="Своими руками")
    settle_audit(database, AUDITOR, outcome)

    assert (total(database), verify(database)) == ("0.0", ())


def test_a_plan_goes_on_in_the_cycle_that_goes_on(database: Database) -> None:
    cycle = open_cycle(database, VAULT, a_specialist(GONE), an_opening())
    written = WritePlan(cycle_id=cycle.cycle_id, employer_id=None, content=a_content())
    write_plan(database, a_specialist(GONE), written)

    merge(database)

    [plan] = my_plans(database, a_specialist(KEPT), ListPlans()).items
    [mine] = my_balance(database, a_specialist(KEPT), ReadBalance()).items
    assert plan.cycle_id == mine.cycle_id


@pytest.mark.usefixtures("both")
def test_of_two_plans_of_one_cycle_both_are_kept(database: Database) -> None:
    for person in (KEPT, GONE):
        [cycle] = my_balance(database, a_specialist(person), ReadBalance()).items
        written = WritePlan(cycle_id=cycle.cycle_id, employer_id=None, content=a_content())
        write_plan(database, a_specialist(person), written)

    merge(database)

    plans = my_plans(database, a_specialist(KEPT), ListPlans()).items
    assert [each.state for each in plans] == [PlanState.DRAFT] * 2


def test_what_was_enrolled_in_and_borrowed_is_of_the_account_that_is_kept(database: Database) -> None:
    open_cycle(database, VAULT, a_specialist(GONE), an_opening())
    plan_enrolment(database, an_enrolment(person_id=GONE))
    noted(database, a_specialist(GONE))

    merge(database)

    planned = my_planned(database, a_specialist(KEPT), ListPlanned()).items
    loans = my_loans(database, a_specialist(KEPT), ListLoans()).items
    assert (len(planned), len(loans)) == (1, 1)


def test_nothing_of_the_account_that_is_gone_is_left_behind(database: Database) -> None:
    """But for what is told of it, and what was said of it, once and for ever."""
    cycle = open_cycle(database, VAULT, a_specialist(GONE), an_opening())
    claimed(database, GONE)
    plan_enrolment(database, an_enrolment(person_id=GONE))
    noted(database, a_specialist(GONE))
    written = WritePlan(cycle_id=cycle.cycle_id, employer_id=None, content=a_content())
    write_plan(database, a_specialist(GONE), written)

    merge(database)

    tables = ("manual_claims", "claim_audits", "evidence", "plans", "planned", "loans", "quarantine")
    with database.reading() as session:
        left = {
            table: session.scalar(
                sa.text(f"SELECT count(*) FROM {table} WHERE person_id = :gone"),  # noqa: S608
                {"gone": GONE},
            )
            for table in tables
        }
        assert mergers.accounts(session, KEPT) == [KEPT, GONE]
    assert left == dict.fromkeys(tables, 0)


def test_a_claim_that_waited_for_a_cycle_of_the_other_account_is_posted(database: Database) -> None:
    post_completed(database, a_completion(person_id=KEPT))
    open_cycle(database, VAULT, a_specialist(GONE), an_opening())

    merge(database)

    assert (total(database), waiting(database, KEPT)) == ("36.0", [])


def test_the_same_waiting_claim_of_both_waits_once(database: Database) -> None:
    for person in (KEPT, GONE):
        post_completed(database, a_completion(person_id=person, activity_id=LECTURE))

    merge(database)

    assert (waiting(database, KEPT), waiting(database, GONE)) == (["NoOpenCycle"], [])


def test_nothing_becomes_due_for_a_cycle_left_behind(database: Database) -> None:
    cycle_id = open_cycle(database, VAULT, a_specialist(GONE), an_opening()).cycle_id
    merge(database)

    with clock.freeze(NOW + timedelta(days=1500)):
        lifecycle.close_cycles(database)
        lifecycle.close(database, cycle_id)

    assert [each["person_id"] for each in announced(database, "credits.cycle.closed")] == [str(KEPT)]


def waiting(database: Database, person: PersonId) -> list[str]:
    found = list_quarantined(database, OPERATOR, ListQuarantined(person_id=person)).items
    return [each.code for each in found]


def total(database: Database) -> str:
    [only] = my_balance(database, a_specialist(KEPT), ReadBalance()).items
    return str(only.balance)
