"""Employers' groups."""

from contracts.catalogue import cohorts as contract
from contracts.identity.consents import ConsentGiven, ConsentWithdrawn
from kernel.events import hears
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import cohorts


class CohortEntrypoints(Parts):
    """What employers do for their people."""

    @serves(contract.create_cohort)
    def create_cohort(self, command: contract.CreateCohort) -> contract.Cohort:
        return cohorts.create_cohort(self.database, self.caller, command)

    @serves(contract.add_members)
    def add_members(self, command: contract.AddMembers) -> contract.MembersAdded:
        return cohorts.add_members(self.database, self.caller, command)

    @serves(contract.my_cohorts)
    def my_cohorts(self, query: contract.ListCohorts) -> contract.CohortPage:
        return cohorts.my_cohorts(self.database, self.caller, query)

    @serves(contract.read_cohort_progress)
    def read_cohort_progress(self, query: contract.ReadCohortProgress) -> contract.CohortProgress:
        return cohorts.read_cohort_progress(self.database, self.caller, query)

    @hears(ConsentGiven)
    def note_consent(self, event: ConsentGiven) -> None:
        cohorts.note_consent(self.database, event)

    @hears(ConsentWithdrawn)
    def forget_consent(self, event: ConsentWithdrawn) -> None:
        cohorts.forget_consent(self.database, event)
