"""Organisations, and the roles in which people act for them."""

from contracts.catalogue.providers import ProviderApproved
from contracts.identity import organisations
from kernel.events import hears
from kernel.rpc import serves
from services.identity.entrypoints.parts import Parts
from services.identity.usecases import organisations as register
from services.identity.usecases import roles


class OrganisationEntrypoints(Parts):
    """The register, and who was appointed."""

    @serves(organisations.create_organisation)
    def create_organisation(self, command: organisations.CreateOrganisation) -> organisations.Organisation:
        return register.create_organisation(self.database, command)

    @serves(organisations.grant_role)
    def grant_role(self, command: organisations.GrantRole) -> organisations.Grant:
        return roles.grant_role(self.database, command)

    @hears(ProviderApproved)
    def admit_provider(self, event: ProviderApproved) -> None:
        register.admit_provider(self.database, event)
