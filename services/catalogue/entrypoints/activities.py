"""Activities: writing, reviewing, finding them."""

from contracts.catalogue import activities as contract
from contracts.catalogue import dictionaries as dictionary_contract
from contracts.catalogue import eligibility as eligibility_contract
from contracts.catalogue import offers as offer_contract
from kernel.rpc import serves
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.usecases import dictionaries, eligibility, offers, publishing


class ActivityEntrypoints(Parts):
    """The cards, from the draft to the end, and the dictionaries they refer to."""

    @serves(dictionary_contract.list_specialities)
    def list_specialities(
        self, query: dictionary_contract.ListSpecialities
    ) -> dictionary_contract.SpecialityList:
        return dictionaries.list_specialities(self.database, query)

    @serves(contract.draft_activity)
    def draft_activity(self, command: contract.DraftActivity) -> contract.Activity:
        return publishing.draft_activity(self.database, self.caller, command)

    @serves(contract.revise_activity)
    def revise_activity(self, command: contract.ReviseActivity) -> contract.Activity:
        return publishing.revise_activity(self.database, self.caller, command)

    @serves(contract.submit_activity)
    def submit_activity(self, command: contract.MoveActivity) -> contract.Activity:
        return publishing.submit_activity(self.database, self.caller, command)

    @serves(contract.approve_activity)
    def approve_activity(self, command: contract.MoveActivity) -> contract.Activity:
        return publishing.approve_activity(self.database, self.caller, command)

    @serves(contract.return_activity)
    def return_activity(self, command: contract.ReturnActivity) -> contract.Activity:
        return publishing.return_activity(self.database, self.caller, command)

    @serves(contract.cancel_activity)
    def cancel_activity(self, command: contract.MoveActivity) -> contract.Activity:
        return publishing.cancel_activity(self.database, self.caller, command)

    @serves(eligibility_contract.check_eligibility)
    def check_eligibility(
        self, query: eligibility_contract.CheckEligibility
    ) -> eligibility_contract.Eligibility:
        return eligibility.check_eligibility(self.database, query)

    @serves(offer_contract.list_offers)
    def list_offers(self, query: offer_contract.ListOffers) -> offer_contract.Offers:
        return offers.list_offers(self.database, query)
