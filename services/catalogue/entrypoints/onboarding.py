"""Onboarding: how organisations apply, and the desk at which that is decided."""

from contracts.catalogue import attachments as files_contract
from contracts.catalogue import onboarding as contract
from contracts.catalogue import provider_desk as desk_contract
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import onboarding, provider_desk, scans


class OnboardingEntrypoints(Parts):
    """The applications of organisations."""

    @serves(contract.open_provider_application)
    def open_provider_application(
        self, command: contract.OpenProviderApplication
    ) -> contract.ProviderApplication:
        return onboarding.open_provider_application(self.database, self.caller, command)

    @serves(contract.revise_provider_application)
    def revise_provider_application(
        self, command: contract.ReviseProviderApplication
    ) -> contract.ProviderApplication:
        return onboarding.revise_provider_application(self.database, self.caller, command)

    @serves(contract.submit_provider_application)
    def submit_provider_application(
        self, command: contract.MoveProviderApplication
    ) -> contract.ProviderApplication:
        return onboarding.submit_provider_application(self.database, self.caller, command)

    @serves(contract.read_provider_application)
    def read_provider_application(
        self, query: contract.ReadProviderApplication
    ) -> contract.ProviderApplication:
        return onboarding.read_provider_application(self.database, self.caller, query)

    @serves(contract.my_provider_applications)
    def my_provider_applications(
        self, query: contract.ListMyProviderApplications
    ) -> contract.ProviderApplicationPage:
        return onboarding.my_provider_applications(self.database, self.caller, query)

    @serves(contract.attach_scan)
    def attach_scan(self, command: contract.AttachScan) -> files_contract.AttachmentUpload:
        return scans.attach_scan(self.database, self.files, self.caller, command)

    @serves(contract.check_scan)
    def check_scan(self, command: contract.PickScan) -> files_contract.Attachment:
        return scans.check_scan(self.database, self.files, self.caller, command)

    @serves(contract.download_scan)
    def download_scan(self, query: contract.PickScan) -> files_contract.AttachmentLink:
        return scans.download_scan(self.database, self.files, self.caller, query)

    @serves(desk_contract.list_provider_applications)
    def list_provider_applications(
        self, query: desk_contract.ListProviderApplications
    ) -> contract.ProviderApplicationPage:
        return provider_desk.list_provider_applications(self.database, query)

    @serves(desk_contract.take_provider_application)
    def take_provider_application(
        self, command: contract.MoveProviderApplication
    ) -> contract.ProviderApplication:
        return provider_desk.take_provider_application(self.database, self.caller, command)

    @serves(desk_contract.return_provider_application)
    def return_provider_application(
        self, command: desk_contract.RefuseProviderApplication
    ) -> contract.ProviderApplication:
        return provider_desk.return_provider_application(self.database, self.caller, command)

    @serves(desk_contract.reject_provider_application)
    def reject_provider_application(
        self, command: desk_contract.RefuseProviderApplication
    ) -> contract.ProviderApplication:
        return provider_desk.reject_provider_application(self.database, self.caller, command)

    @serves(desk_contract.approve_provider_application)
    def approve_provider_application(
        self, command: contract.MoveProviderApplication
    ) -> contract.ProviderApplication:
        return provider_desk.approve_provider_application(self.database, self.caller, command)
