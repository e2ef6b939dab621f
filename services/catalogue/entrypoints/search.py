"""Searching, and reading what was found."""

from datetime import timedelta

from contracts.catalogue import activities as contract
from contracts.catalogue import search as search_contract
from kernel.messages import Nothing
from kernel.rpc import serves
from kernel.timers import every
from services.catalogue.entrypoints.parts import Parts
from services.catalogue.store.remembered import Remembered
from services.catalogue.usecases import housekeeping, saved_searches, search


class SearchEntrypoints(Parts):
    """The catalogue as people find it. remembered: by this process."""

    remembered = Remembered()

    @serves(contract.read_activity)
    def read_activity(self, query: contract.ReadActivity) -> contract.Activity:
        return search.read_activity(self.database, self.caller, query)

    @serves(search_contract.find_activities)
    def find_activities(self, query: search_contract.FindActivities) -> contract.ActivityPage:
        return search.find_activities(self.database, self.remembered, query)

    @serves(search_contract.count_facets)
    def count_facets(self, query: search_contract.SearchFilters) -> search_contract.Facets:
        return search.count_facets(self.database, self.remembered, query)

    @serves(search_contract.list_activities)
    def list_activities(self, query: search_contract.ListMyActivities) -> contract.ActivityPage:
        return search.list_activities(self.database, self.caller, query)

    @serves(search_contract.save_search)
    def save_search(self, command: search_contract.SaveSearch) -> search_contract.SavedSearch:
        return saved_searches.save_search(self.database, self.caller, command)

    @serves(search_contract.my_searches)
    def my_searches(self, query: Nothing) -> search_contract.SavedSearchList:
        return saved_searches.my_searches(self.database, self.caller)

    @serves(search_contract.forget_search)
    def forget_search(self, command: search_contract.ForgetSearch) -> Nothing:
        return saved_searches.forget_search(self.database, self.caller, command)

    @every(timedelta(minutes=5))
    def close_ended(self) -> None:
        housekeeping.close_ended(self.database)
