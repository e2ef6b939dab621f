"""The dated lists that everything else refers to."""

from __future__ import annotations

from contracts.catalogue import dictionaries as contract
from kernel import clock
from kernel.database import Database
from services.catalogue import store, views
from services.catalogue.domain import register


def list_specialities(database: Database, query: contract.ListSpecialities) -> contract.SpecialityList:
    """The nomenclature of a day."""
    on = query.on or clock.today()
    with database.reading() as session:
        oid = store.dictionaries.in_force(session, clock.today()).text(store.nomenclatures.OID)
        known = store.nomenclatures.entries(session, oid, on)
    found = [entry for entry in known if register.is_in_force(entry.valid_from, entry.valid_before, on)]
    return views.dictionaries.nomenclature(on, found)
