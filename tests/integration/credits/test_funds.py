"""Money for a plan: who may grant, reserve and pay it, and that the last rouble is reserved once."""

from __future__ import annotations

import contextvars
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from contracts.credits.funds import (
    GrantLimit,
    GrantSubsidy,
    LimitExceeded,
    PaySubsidy,
    PlanFunds,
    Purse,
    Reserve,
    SettleReservation,
    SubsidyBlocked,
    SubsidyState,
    UnknownPlanItem,
)
from contracts.credits.plans import MovePlan, Plan, ReadPlan, RevisePlan, UnknownPlan, WritePlan
from contracts.identity.organisations import OrganisationKind, OrganisationRegistered
from kernel.database import Database
from kernel.money import Money
from kernel.values import PersonId, new_id
from services.credits.usecases import funds, plans
from services.credits.usecases.awards import award
from services.credits.usecases.cycles import open_cycle
from tests.builders.credits import (
    NOW,
    TODAY,
    VAULT,
    a_specialist,
    an_award,
    an_opening,
    an_operator,
    credits,
)
from tests.builders.plans import HOSPITAL, a_content, an_employer, an_item

ME, BOSS = a_specialist(), an_employer()


@pytest.fixture
def plan(database: Database) -> Plan:
    """Approved: two items of 4,000 and 3,000 roubles within a budget of 7,000."""
    told = OrganisationRegistered(
        occurred_at=NOW, organisation_id=HOSPITAL, kind=OrganisationKind.EMPLOYER, name="Больница"
    )
    plans.note_employer(database, told)
    cycle = open_cycle(database, VAULT, ME, an_opening()).cycle_id
    soon = TODAY + timedelta(days=30)
    items = an_item(36, price=4000, due=soon), an_item(18, code="second", price=3000, due=soon)
    command = WritePlan(cycle_id=cycle, employer_id=HOSPITAL, content=a_content(*items, budget=7000))
    written = plans.write_plan(database, ME, command)
    plans.submit_plan(database, ME, MovePlan(plan_id=written.plan_id, version=1))
    return plans.approve_plan(database, BOSS, MovePlan(plan_id=written.plan_id, version=1))


def grant(database: Database, plan: Plan, roubles: int) -> PlanFunds:
    """By the employer."""
    command = GrantLimit(plan_id=plan.plan_id, amount=Money.of(roubles), reason="Приказ № 1")
    return funds.grant_limit(database, BOSS, command)


def reserve(database: Database, plan: Plan, code: str = "first") -> PlanFunds:
    command = Reserve(plan_id=plan.plan_id, item_code=code, purse=Purse.EMPLOYER)
    return funds.reserve_funds(database, ME, command)


def settlement(plan: Plan, code: str = "first") -> SettleReservation:
    return SettleReservation(plan_id=plan.plan_id, item_code=code)


def purse(told: PlanFunds) -> tuple[str, str, str, str]:
    [state] = [each for each in told.purses if each.purse is Purse.EMPLOYER]
    return str(state.limit), str(state.reserved), str(state.spent), str(state.available)


def test_the_employers_money_is_granted_reserved_and_spent(database: Database, plan: Plan) -> None:
    grant(database, plan, 5000)
    reserve(database, plan)
    told = funds.spend_funds(database, ME, settlement(plan))

    assert purse(told) == ("5000.00 RUB", "0.00 RUB", "4000.00 RUB", "1000.00 RUB")
    assert [line.move for line in told.lines] == ["granted", "reserved", "spent"]


def test_what_is_released_is_available_again(database: Database, plan: Plan) -> None:
    grant(database, plan, 5000)
    reserve(database, plan)

    told = funds.release_funds(database, ME, settlement(plan))

    assert purse(told) == ("5000.00 RUB", "0.00 RUB", "0.00 RUB", "5000.00 RUB")


def test_ones_own_limit_is_ones_own(database: Database, plan: Plan) -> None:
    command = GrantLimit(plan_id=plan.plan_id, amount=Money.of(100), reason="Сам")

    told = funds.grant_limit(database, ME, command)

    assert {each.purse: str(each.limit) for each in told.purses} == {
        "own": "100.00 RUB",
        "employer": "0.00 RUB",
    }


def test_the_money_of_all_ones_plans_is_told_together(database: Database, plan: Plan) -> None:
    """CRD-02."""
    grant(database, plan, 5000)
    told = reserve(database, plan)

    assert funds.my_funds(database, ME).purses == told.purses
    assert {each.limit for each in funds.my_funds(database, a_specialist(PersonId(new_id()))).purses} == {
        Money(0)
    }


def test_what_has_no_price_is_not_reserved(database: Database, plan: Plan) -> None:
    with pytest.raises(UnknownPlanItem):
        reserve(database, plan, "third")


def test_the_last_rouble_is_reserved_once(database: Database, plan: Plan) -> None:
    """4,000 and 3,000 of 5,000: whichever comes first, the other is refused."""
    grant(database, plan, 5000)
    barrier = Barrier(2)

    def attempt(code: str) -> bool:
        barrier.wait()
        try:
            reserve(database, plan, code)
        except LimitExceeded:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        # A thread does not inherit the context, in which the clock is frozen.
        started = [
            threads.submit(contextvars.copy_context().run, attempt, code) for code in ("first", "second")
        ]
        won = [future.result() for future in started]

    assert sorted(won) == [False, True]


def test_a_line_is_never_edited(database: Database, plan: Plan) -> None:
    grant(database, plan, 5000)

    with pytest.raises(DBAPIError), database.transaction() as session:
        session.execute(sa.text("UPDATE money_lines SET amount = 1"))


def test_a_subsidy_is_paid_once_its_item_counts(database: Database, plan: Plan) -> None:
    """CRD-32: why it is not paid yet is told."""
    command = GrantSubsidy(plan_id=plan.plan_id, item_code="first", amount=Money.of(2000))
    [promised] = funds.grant_subsidy(database, BOSS, command).subsidies
    payment = PaySubsidy(plan_id=plan.plan_id, item_code="first")
    with pytest.raises(SubsidyBlocked):
        funds.pay_subsidy(database, BOSS, payment)
    award(database, an_operator(), an_award(credits=credits(36)))

    [payable] = funds.read_funds(database, ME, ReadPlan(plan_id=plan.plan_id)).subsidies
    [paid] = funds.pay_subsidy(database, BOSS, payment).subsidies

    assert (promised.state, payable.state, paid.state) == tuple(SubsidyState)
    assert promised.blocked_by is not None
    assert promised.blocked_by.startswith("Мероприятие ещё не зачтено")
    assert (payable.blocked_by, paid.paid_at) == (None, NOW)


def test_more_than_the_budget_is_a_deviation(database: Database, plan: Plan) -> None:
    grant(database, plan, 7000)
    reserve(database, plan, "first")
    reserve(database, plan, "second")
    smaller = a_content(an_item(36, price=4000), budget=4000)
    revised = RevisePlan(plan_id=plan.plan_id, version=1, content=smaller, reason="Бюджет урезан")
    plans.revise_plan(database, ME, revised)
    plans.submit_plan(database, ME, MovePlan(plan_id=plan.plan_id, version=2))

    plans.approve_plan(database, BOSS, MovePlan(plan_id=plan.plan_id, version=2))

    [deviation] = plans.read_plan(database, ME, ReadPlan(plan_id=plan.plan_id)).deviations
    assert (deviation.kind, deviation.required, deviation.found) == (
        "over_budget",
        "4000.00 RUB",
        "7000.00 RUB",
    )


def test_for_others_there_is_no_such_plan(database: Database, plan: Plan) -> None:
    with pytest.raises(UnknownPlan):
        funds.read_funds(database, a_specialist(PersonId(new_id())), ReadPlan(plan_id=plan.plan_id))
