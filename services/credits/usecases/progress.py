"""How plans go: read by those whom they concern, and watched for deviations, on facts and every day."""

from __future__ import annotations

from uuid import UUID

from contracts.credits import plan_progress as contract
from contracts.credits import proposals as proposal_contract
from contracts.credits.cycles import UnknownCycle
from contracts.credits.ledger import EntryPosted, EntryReversed
from contracts.credits.plans import PlanContent, ReadPlan, UnknownPlan
from kernel import accesses, clock, inbox, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.rpc import Rpc
from services.credits.domain.claim import NOTHING
from services.credits.domain.plan import Plan
from services.credits.domain.progress import Course
from services.credits.store import cycles, deviations, funds, law, plans
from services.credits.usecases import proposals
from services.credits.views import plans as views


def plan_progress(database: Database, caller: Caller, query: ReadPlan) -> contract.PlanProgress:
    """Plan, fact and requirement by day.

    Raises: UnknownPlan, PolicyMissing.
    """
    with database.reading() as session:
        plan = plans.of(session, query.plan_id)
        if not plan.concerns(caller):
            raise UnknownPlan(plan_id=query.plan_id)
        version = plan.active_version or plan.version
        course = _course(session, plan, plans.content(session, plan, version))
        known = deviations.open_of(session, plan.plan_id)
    accesses.note(database, caller, "credits.plan.viewed", plan.person_id, case=plan.plan_id)
    return views.progress(plan, version, course, known)


def correct_plan(
    database: Database, rpc: Rpc, caller: Caller, query: contract.CorrectPlan
) -> proposal_contract.Proposal:
    """What would bring the plan back: what is still missing, within its budget.

    Raises: UnknownPlan, CycleOver, PolicyMissing.
    """
    with database.reading() as session:
        plan = plans.of(session, query.plan_id)
        if plan.person_id != caller.person:
            raise UnknownPlan(plan_id=query.plan_id)
        budget = plans.content(session, plan, plan.active_version).budget
    wish = proposal_contract.Propose(cycle_id=plan.cycle_id, aim=query.aim, budget=budget)
    return proposals.propose(database, rpc, caller, wish)


def follow_fact(database: Database, event: EntryPosted | EntryReversed, handler: str) -> None:
    """Look for deviations when something was credited, or taken back. handler: who hears it.

    Raises: PolicyMissing -- the event is to be delivered again.
    """
    with database.transaction() as session:
        if inbox.first_time(session, event, handler):
            plan = plans.of_cycle(session, event.cycle_id)
            if plan is not None:
                look(session, plan)


def watch_plans(database: Database) -> None:
    """Look for deviations of every approved plan, once a day.

    Raises: PolicyMissing.
    """
    today = clock.today()
    while True:
        with database.reading() as session:
            unwatched = plans.unwatched(session, today)
        for plan_id in unwatched:
            watch(database, plan_id)
        if len(unwatched) < plans.AT_ONCE:
            return


def watch(database: Database, plan_id: UUID) -> None:
    """Raises: UnknownPlan, PolicyMissing."""
    with database.transaction() as session:
        look(session, plans.locked(session, plan_id))


def look(session: Session, plan: Plan) -> None:
    """Keep where the fact departs from a locked plan, and announce what is new.

    Raises: PolicyMissing.
    """
    if plan.active_version is None:
        return
    course = _course(session, plan, plans.content(session, plan, plan.active_version))
    for deviation in deviations.settle(session, plan, course.deviations(), clock.now()):
        outbox.add(session, views.detected(plan, deviation, clock.now()))
    plan.watched_on = clock.today()


def done(session: Session, plan: Plan) -> frozenset[str]:
    """The codes of the items whose credits are all earned. Raises: PolicyMissing."""
    course = _course(session, plan, plans.content(session, plan, plan.active_version))
    return frozenset(each.item.code for each in course.items() if each.left == NOTHING)


def _course(session: Session, plan: Plan, content: PlanContent) -> Course:
    cycle = cycles.find(session, plan.cycle_id)
    if cycle is None:
        raise UnknownCycle(cycle_id=plan.cycle_id)
    return Course(
        content=content,
        facts=deviations.facts(session, plan.cycle_id),
        cycle=cycle.period,
        policies=law.policies(session),
        today=clock.today(),
        spent=funds.of(session, plan.plan_id).committed,
    )
