"""Entrypoints of the portfolio service. A table of contents: no logic here."""

from contracts.admission.applications import ApplicationSubmitted
from contracts.credits.claims import ManualClaimSubmitted
from contracts.credits.ledger import EntryPosted, EntryReversed
from contracts.identity.duplicates import PersonMerged
from contracts.portfolio import confirmations as acts
from contracts.portfolio import documents as contract
from kernel.configuration import SettingsProvider
from kernel.database import DatabaseProvider
from kernel.events import hears
from kernel.files import FilesProvider
from kernel.relay import OutboxRelay
from kernel.rpc import CallerProvider, RpcProvider, serves
from services.portfolio.usecases import confirmations, documents, mergers, packages


class PortfolioService:
    name = "portfolio"
    needs = frozenset({"files"})

    database = DatabaseProvider()
    outbox = OutboxRelay()
    caller = CallerProvider()
    rpc = RpcProvider()
    files = FilesProvider()
    settings = SettingsProvider()

    @serves(contract.announce_document)
    def announce_document(self, command: contract.AnnounceDocument) -> contract.Upload:
        return documents.announce_document(self.database, self.files, self.caller, command)

    @serves(contract.check_document)
    def check_document(self, command: contract.CheckDocument) -> contract.Document:
        return documents.check_document(self.database, self.files, self.caller, command)

    @serves(contract.read_document)
    def read_document(self, query: contract.ReadDocument) -> contract.Document:
        return documents.read_document(self.database, self.caller, query)

    @serves(contract.download_document)
    def download_document(self, query: contract.ReadDocument) -> contract.Download:
        return documents.download_document(self.database, self.files, self.caller, query)

    @serves(contract.my_documents)
    def my_documents(self, query: contract.ListDocuments) -> contract.DocumentPage:
        return documents.my_documents(self.database, self.caller, query)

    @serves(contract.list_document_types)
    def list_document_types(self, query: contract.ListDocumentTypes) -> contract.DocumentTypeList:
        return documents.list_document_types(self.database, query)

    @serves(acts.my_confirmations)
    def my_confirmations(self, query: acts.ListConfirmations) -> acts.ConfirmationPage:
        return confirmations.my_confirmations(self.database, self.caller, query)

    @serves(acts.download_confirmation)
    def download_confirmation(self, query: acts.ReadConfirmation) -> contract.Download:
        return confirmations.download_confirmation(self.database, self.files, self.caller, query)

    @serves(acts.verify_confirmation)
    def verify_confirmation(self, query: acts.VerifyConfirmation) -> acts.ConfirmationProof:
        return confirmations.verify_confirmation(self.database, query)

    @hears(EntryPosted)
    def confirm_entry(self, event: EntryPosted) -> None:
        confirmations.confirm_entry(self.database, self.rpc, self.files, self.settings.public_url, event)

    @hears(EntryReversed)
    def revoke_confirmation(self, event: EntryReversed) -> None:
        confirmations.revoke_confirmation(self.database, event)

    @hears(PersonMerged)
    def follow_merger(self, event: PersonMerged) -> None:
        mergers.follow_merger(self.database, event)

    @hears(ManualClaimSubmitted)
    def show_evidence(self, event: ManualClaimSubmitted) -> None:
        packages.show_evidence(self.database, event)

    @hears(ApplicationSubmitted)
    def freeze_package(self, event: ApplicationSubmitted) -> None:
        packages.freeze_package(self.database, event)
