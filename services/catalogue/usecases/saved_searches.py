"""The searches that people keep."""

from __future__ import annotations

from contracts.catalogue import search as contract
from kernel import clock
from kernel.database import Database
from kernel.messages import Caller, Nothing
from services.catalogue import store, views

MOST = 50


def save_search(database: Database, caller: Caller, command: contract.SaveSearch) -> contract.SavedSearch:
    """Keep filters under a title; the same title again replaces them.

    Raises: TooManySavedSearches.
    """
    with database.transaction() as session:
        kept = store.search.save(session, caller.person, command, clock.now())
        if len(store.search.saved(session, caller.person)) > MOST:
            raise contract.TooManySavedSearches(most=MOST)
    return views.search.saved(kept)


def my_searches(database: Database, caller: Caller) -> contract.SavedSearchList:
    """The caller's own, by title."""
    with database.reading() as session:
        records = store.search.saved(session, caller.person)
    return contract.SavedSearchList(items=tuple(views.search.saved(record) for record in records))


def forget_search(database: Database, caller: Caller, command: contract.ForgetSearch) -> Nothing:
    """Raises: UnknownSavedSearch -- there is none, or it is somebody else's."""
    with database.transaction() as session:
        store.search.forget(session, caller.person, command.search_id)
    return Nothing()
