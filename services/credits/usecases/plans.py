"""Plans: written by specialists, agreed with employers, revised with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from contracts.credits import plans as contract
from contracts.credits.cycles import UnknownCycle
from contracts.credits.proposals import CycleOver
from contracts.identity.organisations import OrganisationKind, OrganisationRegistered
from kernel import accesses, clock, cursors, inbox, journal, outbox
from kernel.database import Database, Session
from kernel.messages import Caller
from kernel.values import PersonId
from services.credits.domain.cycle import Cycle
from services.credits.domain.plan import Plan, require_enough, require_sound
from services.credits.store import cycles, deviations, law, plans
from services.credits.usecases import progress
from services.credits.views import plans as views

VIEWED = "credits.plan.viewed"


def write_plan(database: Database, caller: Caller, command: contract.WritePlan) -> contract.Plan:
    """Write the plan of one of the caller's cycles.

    Raises: UnknownCycle, CycleOver, UnknownEmployer, PlanExists, PlanUnsound.
    """
    with database.transaction() as session:
        cycles.lock_person(session, caller.person)
        cycle = _open_cycle(session, caller, command)
        require_sound(command.content, cycle.period)
        if plans.of_cycle(session, cycle.cycle_id) is not None:
            raise contract.PlanExists(cycle_id=cycle.cycle_id)
        plan = Plan(person_id=caller.person, cycle_id=cycle.cycle_id, employer_id=command.employer_id)
        plans.add(session, plan)
        plans.write(session, plan, command.content, reason=None, by=caller.person, at=clock.now())
        journal.record(session, "credits.plan.written", str(plan.plan_id))
    return views.plan(plan, command.content)


def revise_plan(database: Database, caller: Caller, command: contract.RevisePlan) -> contract.Plan:
    """Write the next version; whether it is to be approved again, the policy says.

    Raises: UnknownPlan, StaleVersion, PlanMoveRefused, PlanUnsound, PolicyMissing.
    """
    with database.transaction() as session:
        plan = _own(session, caller, command.plan_id)
        cycle = cycles.find(session, plan.cycle_id)
        if cycle is not None:
            require_sound(command.content, cycle.period)
        again = law.policies(session).on("plan.revision_needs_approval", clock.today()).holds
        plan.revise(version=command.version, keeps_approval=not again)
        plans.write(session, plan, command.content, reason=command.reason, by=caller.person, at=clock.now())
        journal.record(session, "credits.plan.revised", str(plan.plan_id), version=plan.version)
        progress.look(session, plan)
    return views.plan(plan, command.content)


def submit_plan(database: Database, caller: Caller, command: contract.MovePlan) -> contract.Plan:
    """Ask the employer to approve; where the plan names none, it is approved at once.

    Raises: UnknownPlan, StaleVersion, PlanMoveRefused, PlanUnsound, PolicyMissing.
    """
    with database.transaction() as session:
        plan = _own(session, caller, command.plan_id)
        content = plans.content(session, plan)
        require_enough(content)
        plan.submit(version=command.version, today=clock.today(), policies=law.policies(session))
        outbox.add(session, views.submitted(plan, clock.now()))
        progress.look(session, plan)
    return views.plan(plan, content)


def approve_plan(database: Database, caller: Caller, command: contract.MovePlan) -> contract.Plan:
    """Approve what an employee asks for.

    Raises: UnknownPlan, StaleVersion, PlanMoveRefused, PolicyMissing.
    """
    with database.transaction() as session:
        plan = _asked(session, caller, command.plan_id)
        plan.approve(version=command.version)
        outbox.add(session, views.approved(plan, caller.person, clock.now()))
        progress.look(session, plan)
        return views.plan(plan, plans.content(session, plan))


def return_plan(database: Database, caller: Caller, command: contract.ReturnPlan) -> contract.Plan:
    """Ask for another version; the reason becomes a comment.

    Raises: UnknownPlan, StaleVersion, PlanMoveRefused.
    """
    with database.transaction() as session:
        plan = _asked(session, caller, command.plan_id)
        plan.send_back(version=command.version)
        _say(session, plan, caller, command.reason)
        outbox.add(session, views.returned(plan, clock.now()))
        return views.plan(plan, plans.content(session, plan), comments=plans.comments(session, plan.plan_id))


def comment_plan(database: Database, caller: Caller, command: contract.CommentPlan) -> contract.Plan:
    """Say something about the last version.

    Raises: UnknownPlan.
    """
    with database.transaction() as session:
        plan = plans.locked(session, command.plan_id)
        _require_concerned(plan, caller)
        _say(session, plan, caller, command.text)
        journal.record(session, "credits.plan.commented", str(plan.plan_id))
        return views.plan(plan, plans.content(session, plan), comments=plans.comments(session, plan.plan_id))


def approve_overdue(database: Database) -> None:
    """Approve what employers have not decided on in time, where the policy takes silence for consent.

    Raises: PolicyMissing.
    """
    today = clock.today()
    with database.reading() as session:
        is_consent = law.policies(session).on("plan.silence_approves", today).holds
    while is_consent and (overdue := _overdue(database, today)):
        for plan_id in overdue:
            approve_silently(database, plan_id)


def approve_silently(database: Database, plan_id: UUID) -> None:
    """Approve a plan for want of a decision; one that was decided on meanwhile stays as it is.

    Raises: UnknownPlan, PolicyMissing.
    """
    with database.transaction() as session:
        plan = plans.locked(session, plan_id)
        if plan.pass_silently(clock.today()):
            outbox.add(session, views.approved(plan, None, clock.now()))
            progress.look(session, plan)


def read_plan(database: Database, caller: Caller, query: contract.ReadPlan) -> contract.Plan:
    """A plan with what was said about it, and where the fact departs from it.

    Raises: UnknownPlan.
    """
    with database.reading() as session:
        plan = plans.of(session, query.plan_id)
        _require_concerned(plan, caller)
        found = views.plan(
            plan,
            plans.content(session, plan),
            comments=plans.comments(session, plan.plan_id),
            deviations=deviations.open_of(session, plan.plan_id),
        )
    accesses.note(database, caller, VIEWED, plan.person_id, case=plan.plan_id)
    return found


def list_plan_versions(database: Database, caller: Caller, query: contract.ReadPlan) -> contract.PlanVersions:
    """What each version said, why, and what it changed.

    Raises: UnknownPlan.
    """
    with database.reading() as session:
        plan = plans.of(session, query.plan_id)
        _require_concerned(plan, caller)
        rows = plans.versions(session, query.plan_id)
    accesses.note(database, caller, VIEWED, plan.person_id, case=plan.plan_id)
    return views.versions(query.plan_id, rows)


def my_plans(database: Database, caller: Caller, query: contract.ListPlans) -> contract.PlanPage:
    """The caller's own, the newest first."""
    before = cursors.identifier(query.cursor)
    with database.reading() as session:
        found = plans.of_person(session, caller.person, before=before, limit=query.limit)
    return views.page(found, query.limit)


def plans_to_decide(database: Database, caller: Caller, query: contract.ListPlans) -> contract.PlanPage:
    """What the caller's organisation is asked to approve, the newest first; the caller's own is left out."""
    before = cursors.identifier(query.cursor)
    if caller.organisation_id is None:
        return contract.PlanPage(items=(), next_cursor=None)
    with database.reading() as session:
        found = plans.to_decide(
            session, caller.organisation_id, but=caller.person, before=before, limit=query.limit
        )
    page = views.page(found, query.limit)
    accesses.note_all(database, caller, VIEWED, [(plan.person_id, plan.plan_id) for plan in page.items])
    return page


def note_employer(database: Database, event: OrganisationRegistered) -> None:
    """Remember with whom plans may be agreed."""
    with database.transaction() as session:
        if inbox.first_time(session, event, "note_employer") and event.kind is OrganisationKind.EMPLOYER:
            plans.note_employer(session, event.organisation_id)


def _overdue(database: Database, today: date) -> Sequence[UUID]:
    with database.reading() as session:
        return plans.overdue(session, today)


def _open_cycle(session: Session, caller: Caller, command: contract.WritePlan) -> Cycle:
    cycle = cycles.find(session, command.cycle_id)
    if cycle is None or cycle.person_id != caller.person:
        raise UnknownCycle(cycle_id=command.cycle_id)
    if clock.today() not in cycle.period:
        raise CycleOver(cycle_id=command.cycle_id)
    if command.employer_id is not None and not plans.is_employer(session, command.employer_id):
        raise contract.UnknownEmployer(employer_id=command.employer_id)
    return cycle


def _own(session: Session, caller: Caller, plan_id: UUID) -> Plan:
    plan = plans.locked(session, plan_id)
    if plan.person_id != caller.person:
        raise contract.UnknownPlan(plan_id=plan_id)
    return plan


def _asked(session: Session, caller: Caller, plan_id: UUID) -> Plan:
    plan = plans.locked(session, plan_id)
    if not plan.is_decided_by(caller):
        raise contract.UnknownPlan(plan_id=plan_id)
    return plan


def _require_concerned(plan: Plan, caller: Caller) -> None:
    if not plan.concerns(caller):
        raise contract.UnknownPlan(plan_id=plan.plan_id)


def _say(session: Session, plan: Plan, caller: Caller, text: str) -> None:
    author: PersonId = caller.person
    is_employer = plan.person_id != author
    plans.comment(session, plan, text, by=author, is_employer=is_employer, at=clock.now())
