"""Entrypoints of the admission service. A table of contents: no logic here."""

from contracts.admission import applications as contract
from contracts.admission import decisions as decision_contract
from contracts.catalogue.dictionaries import NomenclaturePublished
from contracts.credits.cycles import StandingAssessed
from contracts.identity.accounts import Trust
from contracts.identity.duplicates import PersonMerged
from contracts.portfolio.packages import PackageFrozen
from kernel.configuration import SettingsProvider
from kernel.database import DatabaseProvider
from kernel.events import hears
from kernel.files import FilesProvider
from kernel.relay import OutboxRelay
from kernel.rpc import CallerProvider, RpcProvider, serves
from services.admission.usecases import acts, applications, decisions, mergers, review


class AdmissionService:
    name = "admission"
    needs = frozenset({"files"})

    database = DatabaseProvider()
    outbox = OutboxRelay()
    caller = CallerProvider()
    rpc = RpcProvider()
    files = FilesProvider()
    settings = SettingsProvider()

    @serves(contract.submit_application)
    def submit_application(self, command: contract.SubmitApplication) -> contract.Application:
        least = Trust.CONFIRMED if self.settings.trusted_applicants else None
        return applications.submit_application(
            self.database, self.rpc, self.caller, command, least_trust=least
        )

    @serves(contract.read_application)
    def read_application(self, query: contract.ReadApplication) -> contract.Application:
        return applications.read_application(self.database, self.caller, query)

    @serves(contract.my_applications)
    def my_applications(self, query: contract.ListApplications) -> contract.ApplicationPage:
        return applications.my_applications(self.database, self.caller, query)

    @serves(contract.withdraw_application)
    def withdraw_application(self, command: contract.WithdrawApplication) -> contract.Application:
        return applications.withdraw_application(self.database, self.caller, command)

    @serves(contract.review_queue)
    def review_queue(self, query: contract.ListApplications) -> contract.ApplicationPage:
        return applications.review_queue(self.database, self.caller, query)

    @serves(contract.commission_queue)
    def commission_queue(self, query: contract.ListApplications) -> contract.ApplicationPage:
        return applications.commission_queue(self.database, self.caller, query)

    @serves(contract.recommend)
    def recommend(self, command: contract.Recommend) -> contract.Application:
        return review.recommend(self.database, self.caller, command)

    @serves(contract.list_admission_kinds)
    def list_admission_kinds(self, query: contract.ListAdmissionKinds) -> contract.AdmissionKindList:
        return applications.list_admission_kinds(self.database, query)

    @serves(decision_contract.decide)
    def decide(self, command: decision_contract.Decide) -> decision_contract.Decision:
        return decisions.decide(self.database, self.caller, command)

    @serves(decision_contract.read_decision)
    def read_decision(self, query: decision_contract.ReadDecision) -> decision_contract.Decision:
        return decisions.read_decision(self.database, self.caller, query)

    @serves(decision_contract.download_act)
    def download_act(self, query: decision_contract.ReadDecision) -> decision_contract.ActLink:
        return acts.download_act(self.database, self.files, self.caller, query)

    @serves(decision_contract.verify_act)
    def verify_act(self, query: decision_contract.VerifyAct) -> decision_contract.ActProof:
        return acts.verify_act(self.database, query)

    @hears(StandingAssessed)
    def check_hours(self, event: StandingAssessed) -> None:
        review.check_hours(self.database, event)

    @hears(PackageFrozen)
    def check_documents(self, event: PackageFrozen) -> None:
        review.check_documents(self.database, event)

    @hears(NomenclaturePublished)
    def note_nomenclature(self, event: NomenclaturePublished) -> None:
        applications.note_nomenclature(self.database, event)

    @hears(PersonMerged)
    def follow_merger(self, event: PersonMerged) -> None:
        mergers.follow_merger(self.database, event)

    @hears(decision_contract.ApplicationDecided)
    def draw_up_act(self, event: decision_contract.ApplicationDecided) -> None:
        acts.draw_up_act(self.database, self.rpc, self.files, self.settings.public_url, event)
