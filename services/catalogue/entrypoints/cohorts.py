"""Employers' groups, and the seats that are bought for them."""

from contracts.catalogue import cohorts as contract
from contracts.catalogue import seat_contracts as bought
from contracts.identity.consents import ConsentGiven, ConsentWithdrawn
from kernel.events import hears
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import cohorts, seat_contracts


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

    @serves(bought.offer_seat_contract)
    def offer_seat_contract(self, command: bought.OfferSeatContract) -> bought.SeatContract:
        return seat_contracts.offer_seat_contract(self.database, self.caller, command)

    @serves(bought.agree_seat_contract)
    def agree_seat_contract(self, command: bought.PickSeatContract) -> bought.SeatContract:
        return seat_contracts.agree_seat_contract(self.database, self.caller, command)

    @serves(bought.counter_seat_contract)
    def counter_seat_contract(self, command: bought.CounterSeatContract) -> bought.SeatContract:
        return seat_contracts.counter_seat_contract(self.database, self.caller, command)

    @serves(bought.end_seat_contract)
    def end_seat_contract(self, command: bought.PickSeatContract) -> bought.SeatContract:
        return seat_contracts.end_seat_contract(self.database, self.caller, command)

    @serves(bought.read_seat_contract)
    def read_seat_contract(self, query: bought.PickSeatContract) -> bought.SeatContract:
        return seat_contracts.read_seat_contract(self.database, self.caller, query)

    @serves(bought.list_seat_contracts)
    def list_seat_contracts(self, query: bought.ListSeatContracts) -> bought.SeatContractPage:
        return seat_contracts.list_seat_contracts(self.database, self.caller, query)

    @serves(bought.seats_for_me)
    def seats_for_me(self, query: bought.ListSeatsForMe) -> bought.SeatsForMe:
        return seat_contracts.seats_for_me(self.database, self.caller, query)

    @hears(ConsentGiven)
    def note_consent(self, event: ConsentGiven) -> None:
        cohorts.note_consent(self.database, event)

    @hears(ConsentWithdrawn)
    def forget_consent(self, event: ConsentWithdrawn) -> None:
        cohorts.forget_consent(self.database, event)
