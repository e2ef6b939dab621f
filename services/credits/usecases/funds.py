"""Money for plans: granted, reserved, released, spent; subsidies promised and paid."""

from __future__ import annotations

from uuid import UUID

from contracts.credits import funds as contract
from contracts.credits.plans import PlanItem, ReadPlan, UnknownPlan
from kernel import accesses, clock, journal
from kernel.database import Database, Session
from kernel.messages import Caller, Invalid
from kernel.money import Money
from services.credits.domain.funds import NO_MONEY, Funds, MoneyLine, Subsidy
from services.credits.domain.plan import Plan
from services.credits.store import funds, plans
from services.credits.usecases import progress
from services.credits.views import funds as views


def grant_limit(database: Database, caller: Caller, command: contract.GrantLimit) -> contract.PlanFunds:
    """Raise the limit of the caller's purse: the specialist's own, or the employer's.

    Raises: UnknownPlan, PolicyMissing. Invalid -- no money is no limit.
    """
    _require_some(command.amount)
    with database.transaction() as session:
        plan = _concerning(session, caller, command.plan_id)
        purse = contract.Purse.OWN if plan.person_id == caller.person_id else contract.Purse.EMPLOYER
        known = funds.of(session, plan.plan_id)
        line = known.grant(purse, command.amount, command.reason, actor=caller.person, at=clock.now())
        return _written(session, plan, line)


def reserve_funds(database: Database, caller: Caller, command: contract.Reserve) -> contract.PlanFunds:
    """Set aside the price of an item.

    Raises: UnknownPlan, UnknownPlanItem, LimitExceeded, AlreadyReserved, PolicyMissing.
    """
    with database.transaction() as session:
        plan = _own(session, caller, command.plan_id)
        price = _item(session, plan, command.item_code).price
        if price is None or price == NO_MONEY:
            raise contract.UnknownPlanItem(item_code=command.item_code)
        known, who = funds.of(session, plan.plan_id), caller.person
        line = known.reserve(command.purse, command.item_code, price, actor=who, at=clock.now())
        return _written(session, plan, line)


def release_funds(
    database: Database, caller: Caller, command: contract.SettleReservation
) -> contract.PlanFunds:
    """Give back what was reserved for an item.

    Raises: UnknownPlan, NothingReserved, PolicyMissing.
    """
    return _settle(database, caller, command, contract.MoneyMove.RELEASED)


def spend_funds(
    database: Database, caller: Caller, command: contract.SettleReservation
) -> contract.PlanFunds:
    """Note that what was reserved for an item was paid.

    Raises: UnknownPlan, NothingReserved, PolicyMissing.
    """
    return _settle(database, caller, command, contract.MoneyMove.SPENT)


def grant_subsidy(database: Database, caller: Caller, command: contract.GrantSubsidy) -> contract.PlanFunds:
    """Promise money for an item, to be paid once it counts.

    Raises: UnknownPlan, UnknownPlanItem, SubsidyGranted, PolicyMissing. Invalid -- no money is no subsidy.
    """
    _require_some(command.amount)
    with database.transaction() as session:
        plan = _asked(session, caller, command.plan_id)
        item = _item(session, plan, command.item_code)
        promised = Subsidy(
            item_code=item.code,
            amount=command.amount,
            granted_by=caller.person,
            granted_at=clock.now(),
        )
        if not funds.promise(session, plan.plan_id, promised):
            raise contract.SubsidyGranted(item_code=item.code)
        journal.record(session, "credits.subsidy.granted", str(plan.plan_id))
        return _told(session, plan)


def pay_subsidy(database: Database, caller: Caller, command: contract.PaySubsidy) -> contract.PlanFunds:
    """Note that a subsidy was paid; one that was paid before stays as it is.

    Raises: UnknownPlan, UnknownSubsidy, SubsidyBlocked, PolicyMissing.
    """
    with database.transaction() as session:
        plan = _asked(session, caller, command.plan_id)
        promised = {each.item_code: each for each in funds.subsidies_of(session, plan.plan_id)}
        if command.item_code not in promised:
            raise contract.UnknownSubsidy(item_code=command.item_code)
        if command.item_code not in progress.done(session, plan):
            raise contract.SubsidyBlocked(item_code=command.item_code)
        funds.note_paid(session, plan.plan_id, command.item_code, clock.now())
        journal.record(session, "credits.subsidy.paid", str(plan.plan_id))
        return _told(session, plan)


def read_funds(database: Database, caller: Caller, query: ReadPlan) -> contract.PlanFunds:
    """What is granted, reserved, spent and available for a plan, and what stands in the way of subsidies.

    Raises: UnknownPlan.
    """
    with database.reading() as session:
        plan = plans.of(session, query.plan_id)
        if not plan.concerns(caller):
            raise UnknownPlan(plan_id=query.plan_id)
        told = _told(session, plan)
    accesses.note(database, caller, "credits.plan.viewed", plan.person_id, case=plan.plan_id)
    return told


def my_funds(database: Database, caller: Caller) -> contract.MyFunds:
    """What is granted, reserved, spent and available for all of the caller's plans."""
    with database.reading() as session:
        return views.my_funds(funds.of_person(session, caller.person))


def _settle(
    database: Database, caller: Caller, command: contract.SettleReservation, move: contract.MoneyMove
) -> contract.PlanFunds:
    with database.transaction() as session:
        plan = _own(session, caller, command.plan_id)
        known = funds.of(session, plan.plan_id)
        line = known.settle(move, command.item_code, actor=caller.person, at=clock.now())
        return _written(session, plan, line)


def _written(session: Session, plan: Plan, line: MoneyLine) -> contract.PlanFunds:
    """Append a line, and look whether the plan is still within its budget."""
    funds.write(session, plan.plan_id, line)
    progress.look(session, plan)
    return _told(session, plan)


def _told(session: Session, plan: Plan) -> contract.PlanFunds:
    known: Funds = funds.of(session, plan.plan_id)
    subsidies = funds.subsidies_of(session, plan.plan_id)
    return views.funds(plan, known, subsidies, progress.done(session, plan) if subsidies else frozenset())


def _item(session: Session, plan: Plan, code: str) -> PlanItem:
    """Of the approved version; of the last one where none was approved. Raises: UnknownPlanItem."""
    content = plans.content(session, plan, plan.active_version)
    found = next((item for item in content.items if item.code == code), None)
    if found is None:
        raise contract.UnknownPlanItem(item_code=code)
    return found


def _concerning(session: Session, caller: Caller, plan_id: UUID) -> Plan:
    plan = plans.locked(session, plan_id)
    if not plan.concerns(caller):
        raise UnknownPlan(plan_id=plan_id)
    return plan


def _own(session: Session, caller: Caller, plan_id: UUID) -> Plan:
    plan = plans.locked(session, plan_id)
    if plan.person_id != caller.person:
        raise UnknownPlan(plan_id=plan_id)
    return plan


def _asked(session: Session, caller: Caller, plan_id: UUID) -> Plan:
    plan = plans.locked(session, plan_id)
    if not plan.is_decided_by(caller):
        raise UnknownPlan(plan_id=plan_id)
    return plan


def _require_some(amount: Money) -> None:
    if amount == NO_MONEY:
        raise Invalid(amount="money.range")
