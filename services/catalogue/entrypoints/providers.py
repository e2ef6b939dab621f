"""Providers, and the measures against them."""

from contracts.catalogue import providers as contract
from contracts.identity.organisations import OrganisationRegistered
from kernel.events import hears
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import providers


class ProviderEntrypoints(Parts):
    """The organisations that may offer activities."""

    @serves(contract.find_providers)
    def find_providers(self, query: contract.FindProviders) -> contract.ProviderPage:
        return providers.find_providers(self.database, query)

    @serves(contract.read_provider)
    def read_provider(self, query: contract.ReadProvider) -> contract.Provider:
        return providers.read_provider(self.database, query)

    @serves(contract.suspend_provider)
    def suspend_provider(self, command: contract.MoveProvider) -> contract.ProviderMeasure:
        return providers.suspend_provider(self.database, self.caller, command)

    @serves(contract.blacklist_provider)
    def blacklist_provider(self, command: contract.MoveProvider) -> contract.ProviderMeasure:
        return providers.blacklist_provider(self.database, self.caller, command)

    @serves(contract.restore_provider)
    def restore_provider(self, command: contract.MoveProvider) -> contract.ProviderMeasure:
        return providers.restore_provider(self.database, self.caller, command)

    @serves(contract.trust_provider)
    def trust_provider(self, command: contract.MoveProvider) -> contract.Provider:
        return providers.trust_provider(self.database, self.caller, command)

    @serves(contract.distrust_provider)
    def distrust_provider(self, command: contract.MoveProvider) -> contract.Provider:
        return providers.distrust_provider(self.database, self.caller, command)

    @serves(contract.list_affected)
    def list_affected(self, query: contract.ListAffected) -> contract.AffectedPage:
        return providers.list_affected(self.database, query)

    @hears(OrganisationRegistered)
    def note_organisation(self, event: OrganisationRegistered) -> None:
        providers.note_organisation(self.database, event)
