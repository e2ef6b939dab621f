"""Entrypoints of the credits service. A table of contents: no logic here."""

from datetime import timedelta

from contracts.admission.applications import ApplicationSubmitted
from contracts.admission.decisions import AdmissionGranted
from contracts.catalogue.activities import ActivityApproved
from contracts.catalogue.corrections import CompletionWithdrawn
from contracts.catalogue.dictionaries import NomenclaturePublished
from contracts.catalogue.enrolments import ActivityCompleted
from contracts.catalogue.lifecycle import ActivityPublished, ActivityRetired, ActivitySuspended
from contracts.catalogue.providers import ProviderRestored, ProviderSuspended
from contracts.credits import cycles as cycle_contract
from contracts.credits import decrees as decree_contract
from contracts.credits import drafts as draft_contract
from contracts.credits import ledger as contract
from contracts.credits import lifecycle as life_contract
from contracts.credits import policies as policy_contract
from contracts.credits import rehearsals as rehearsal_contract
from contracts.identity.duplicates import PersonMerged
from kernel.events import hears
from kernel.messages import Nothing
from kernel.rpc import serves
from kernel.timers import every
from services.credits.entrypoints.claims import ClaimDeskEntrypoints, ClaimEntrypoints
from services.credits.entrypoints.imports import ImportEntrypoints
from services.credits.entrypoints.money import MoneyEntrypoints
from services.credits.entrypoints.planned import PlannedEntrypoints
from services.credits.entrypoints.planning import PlanningEntrypoints
from services.credits.entrypoints.quarantine import QuarantineEntrypoints
from services.credits.entrypoints.series import SeriesEntrypoints
from services.credits.entrypoints.transcripts import TranscriptEntrypoints
from services.credits.usecases import (
    assessments,
    awards,
    claims,
    cycles,
    lawmaking,
    lifecycle,
    mergers,
    rehearsals,
    renewals,
    statements,
)
from services.credits.vault import Vault


class CreditsService(
    QuarantineEntrypoints,
    ClaimEntrypoints,
    ClaimDeskEntrypoints,
    ImportEntrypoints,
    MoneyEntrypoints,
    PlannedEntrypoints,
    PlanningEntrypoints,
    SeriesEntrypoints,
    TranscriptEntrypoints,
):
    name = "credits"
    needs = frozenset({"data_keys", "files"})

    @serves(policy_contract.list_policies)
    def list_policies(self, query: policy_contract.ListPolicies) -> policy_contract.PolicyList:
        return statements.list_policies(self.database, query)

    @serves(policy_contract.policy_history)
    def policy_history(self, query: policy_contract.ReadPolicyHistory) -> policy_contract.PolicyHistory:
        return lawmaking.policy_history(self.database, query)

    @serves(draft_contract.draft_policy)
    def draft_policy(self, command: draft_contract.DraftPolicy) -> draft_contract.PolicyDraft:
        return lawmaking.draft_policy(self.database, self.caller, command)

    @serves(draft_contract.list_policy_drafts)
    def list_policy_drafts(self, query: draft_contract.ListPolicyDrafts) -> draft_contract.PolicyDraftPage:
        return lawmaking.list_policy_drafts(self.database, query)

    @serves(draft_contract.read_policy_draft)
    def read_policy_draft(self, query: draft_contract.ReadPolicyDraft) -> draft_contract.PolicyDraft:
        return lawmaking.read_policy_draft(self.database, query)

    @serves(draft_contract.publish_policy)
    def publish_policy(self, command: draft_contract.SettlePolicyDraft) -> draft_contract.PolicyDraft:
        return lawmaking.publish_policy(self.database, self.caller, command)

    @serves(draft_contract.withdraw_policy_draft)
    def withdraw_policy_draft(self, command: draft_contract.SettlePolicyDraft) -> draft_contract.PolicyDraft:
        return lawmaking.withdraw_policy_draft(self.database, self.caller, command)

    @serves(rehearsal_contract.rehearse)
    def rehearse(self, command: rehearsal_contract.Rehearse) -> rehearsal_contract.Rehearsal:
        return rehearsals.rehearse(self.database, self.caller, command)

    @serves(rehearsal_contract.read_rehearsal)
    def read_rehearsal(self, query: rehearsal_contract.ReadRehearsal) -> rehearsal_contract.Rehearsal:
        return rehearsals.read_rehearsal(self.database, query)

    @serves(rehearsal_contract.cancel_rehearsal)
    def cancel_rehearsal(self, command: rehearsal_contract.CancelRehearsal) -> rehearsal_contract.Rehearsal:
        return rehearsals.cancel_rehearsal(self.database, command)

    @serves(rehearsal_contract.list_flipped)
    def list_flipped(self, query: rehearsal_contract.ListFlipped) -> rehearsal_contract.FlippedPage:
        return rehearsals.list_flipped(self.database, self.caller, query)

    @serves(cycle_contract.open_cycle)
    def open_cycle(self, command: cycle_contract.OpenCycle) -> cycle_contract.Cycle:
        return cycles.open_cycle(self.database, Vault.of(self.settings), self.caller, command)

    @serves(life_contract.reconcile_basis)
    def reconcile_basis(self, command: life_contract.ReconcileBasis) -> cycle_contract.Cycle:
        return cycles.reconcile_basis(self.database, Vault.of(self.settings), self.caller, command)

    @serves(decree_contract.enter_decree)
    def enter_decree(self, command: decree_contract.EnterDecree) -> decree_contract.Decree:
        return cycles.enter_decree(self.database, self.caller, command)

    @serves(decree_contract.list_decrees)
    def list_decrees(self, query: Nothing) -> decree_contract.DecreeList:
        return cycles.list_decrees(self.database)

    @serves(cycle_contract.my_credits)
    def my_credits(self, query: cycle_contract.ReadCredits) -> cycle_contract.Standings:
        return statements.my_credits(self.database, Vault.of(self.settings), self.caller, query)

    @serves(cycle_contract.credits_of)
    def credits_of(self, query: cycle_contract.ReadCreditsOf) -> cycle_contract.Standings:
        return statements.credits_of(self.database, self.caller, query)

    @serves(contract.my_entries)
    def my_entries(self, query: contract.ListEntries) -> contract.EntryPage:
        return statements.my_entries(self.database, self.caller, query)

    @serves(contract.my_balance)
    def my_balance(self, query: contract.ReadBalance) -> contract.Balances:
        return statements.my_balance(self.database, self.caller, query)

    @serves(contract.award)
    def award(self, command: contract.AwardCredits) -> contract.Entry:
        return awards.award(self.database, self.caller, command)

    @serves(contract.reverse)
    def reverse(self, command: contract.ReverseEntry) -> contract.Entry:
        return awards.reverse(self.database, self.caller, command)

    @hears(ActivityApproved)
    def note_designation(self, event: ActivityApproved) -> None:
        claims.note_designation(self.database, event)

    @hears(ActivitySuspended)
    def note_suspension(self, event: ActivitySuspended) -> None:
        claims.note_suspension(self.database, event)

    @hears(ActivityRetired)
    def note_retirement(self, event: ActivityRetired) -> None:
        claims.note_suspension(self.database, event)

    @hears(ActivityPublished)
    def lift_suspension(self, event: ActivityPublished) -> None:
        claims.lift_suspension(self.database, event)

    @hears(NomenclaturePublished)
    def note_nomenclature(self, event: NomenclaturePublished) -> None:
        claims.note_nomenclature(self.database, event)

    @hears(ProviderSuspended)
    def note_measure(self, event: ProviderSuspended) -> None:
        claims.note_measure(self.database, event)

    @hears(ProviderRestored)
    def lift_measure(self, event: ProviderRestored) -> None:
        claims.lift_measure(self.database, event)

    @hears(ActivityCompleted)
    def post_completed(self, event: ActivityCompleted) -> None:
        claims.post_completed(self.database, event)

    @hears(CompletionWithdrawn)
    def withdraw_completed(self, event: CompletionWithdrawn) -> None:
        claims.withdraw_completed(self.database, event)

    @hears(ApplicationSubmitted)
    def assess_standing(self, event: ApplicationSubmitted) -> None:
        assessments.assess_standing(self.database, event)

    @hears(AdmissionGranted)
    def renew_cycle(self, event: AdmissionGranted) -> None:
        renewals.renew(self.database, Vault.of(self.settings), event)

    @hears(PersonMerged)
    def follow_merger(self, event: PersonMerged) -> None:
        mergers.follow_merger(self.database, Vault.of(self.settings), event)

    @every(timedelta(minutes=2))
    def apply_decrees(self) -> None:
        lifecycle.apply_decrees(self.database)

    @every(timedelta(minutes=10))
    def take_checkpoints(self) -> None:
        lifecycle.take_checkpoints(self.database)

    @every(timedelta(minutes=10))
    def close_cycles(self) -> None:
        lifecycle.close_cycles(self.database)

    @every(timedelta(seconds=2))
    def rehearse_drafts(self) -> None:
        rehearsals.work(self.database)
