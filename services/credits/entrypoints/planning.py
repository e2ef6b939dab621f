"""Planning: what it would take, what if, and what is meant to be done about it."""

from datetime import timedelta

from contracts.credits import plan_progress as progress_contract
from contracts.credits import plans as plan_contract
from contracts.credits import proposals as proposal_contract
from contracts.credits.ledger import EntryPosted, EntryReversed
from contracts.identity.organisations import OrganisationRegistered
from kernel.events import hears
from kernel.rpc import RpcProvider, serves
from kernel.timers import every
from services.credits.entrypoints.parts import Parts
from services.credits.usecases import plans, progress, proposals


class PlanningEntrypoints(Parts):
    """From what is missing to what is to be done about it."""

    rpc = RpcProvider()

    @serves(proposal_contract.propose)
    def propose(self, query: proposal_contract.Propose) -> proposal_contract.Proposal:
        return proposals.propose(self.database, self.rpc, self.caller, query)

    @serves(proposal_contract.simulate)
    def simulate(self, query: proposal_contract.Simulate) -> proposal_contract.Simulation:
        return proposals.simulate(self.database, self.rpc, self.caller, query)

    @serves(plan_contract.write_plan)
    def write_plan(self, command: plan_contract.WritePlan) -> plan_contract.Plan:
        return plans.write_plan(self.database, self.caller, command)

    @serves(plan_contract.revise_plan)
    def revise_plan(self, command: plan_contract.RevisePlan) -> plan_contract.Plan:
        return plans.revise_plan(self.database, self.caller, command)

    @serves(plan_contract.submit_plan)
    def submit_plan(self, command: plan_contract.MovePlan) -> plan_contract.Plan:
        return plans.submit_plan(self.database, self.caller, command)

    @serves(plan_contract.approve_plan)
    def approve_plan(self, command: plan_contract.MovePlan) -> plan_contract.Plan:
        return plans.approve_plan(self.database, self.caller, command)

    @serves(plan_contract.return_plan)
    def return_plan(self, command: plan_contract.ReturnPlan) -> plan_contract.Plan:
        return plans.return_plan(self.database, self.caller, command)

    @serves(plan_contract.comment_plan)
    def comment_plan(self, command: plan_contract.CommentPlan) -> plan_contract.Plan:
        return plans.comment_plan(self.database, self.caller, command)

    @serves(plan_contract.my_plans)
    def my_plans(self, query: plan_contract.ListPlans) -> plan_contract.PlanPage:
        return plans.my_plans(self.database, self.caller, query)

    @serves(plan_contract.plans_to_decide)
    def plans_to_decide(self, query: plan_contract.ListPlans) -> plan_contract.PlanPage:
        return plans.plans_to_decide(self.database, self.caller, query)

    @serves(plan_contract.read_plan)
    def read_plan(self, query: plan_contract.ReadPlan) -> plan_contract.Plan:
        return plans.read_plan(self.database, self.caller, query)

    @serves(plan_contract.list_plan_versions)
    def list_plan_versions(self, query: plan_contract.ReadPlan) -> plan_contract.PlanVersions:
        return plans.list_plan_versions(self.database, self.caller, query)

    @serves(progress_contract.plan_progress)
    def plan_progress(self, query: plan_contract.ReadPlan) -> progress_contract.PlanProgress:
        return progress.plan_progress(self.database, self.caller, query)

    @serves(progress_contract.correct_plan)
    def correct_plan(self, query: progress_contract.CorrectPlan) -> proposal_contract.Proposal:
        return progress.correct_plan(self.database, self.rpc, self.caller, query)

    @hears(OrganisationRegistered)
    def note_employer(self, event: OrganisationRegistered) -> None:
        plans.note_employer(self.database, event)

    @hears(EntryPosted)
    def follow_posted(self, event: EntryPosted) -> None:
        progress.follow_fact(self.database, event, "follow_posted")

    @hears(EntryReversed)
    def follow_reversed(self, event: EntryReversed) -> None:
        progress.follow_fact(self.database, event, "follow_reversed")

    @every(timedelta(minutes=10))
    def approve_overdue(self) -> None:
        plans.approve_overdue(self.database)

    @every(timedelta(minutes=10))
    def watch_plans(self) -> None:
        progress.watch_plans(self.database)
