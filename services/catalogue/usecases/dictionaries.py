"""The dated lists that everything else refers to."""

from __future__ import annotations

from contracts.catalogue import dictionaries as contract
from kernel import clock
from kernel.database import Database
from services.catalogue import store, views


def list_specialities(database: Database, query: contract.ListSpecialities) -> contract.SpecialityList:
    """The nomenclature of a day."""
    on = query.on or clock.today()
    with database.reading() as session:
        return views.dictionaries.nomenclature(on, store.dictionaries.nomenclature(session, on))
