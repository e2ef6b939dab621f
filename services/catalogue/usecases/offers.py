"""Telling the service that plans what a specialist may take."""

from __future__ import annotations

from contracts.catalogue import offers as contract
from kernel import clock
from kernel.database import Database
from services.catalogue import store, views
from services.catalogue.domain.offer import is_open


def list_offers(database: Database, query: contract.ListOffers) -> contract.Offers:
    """What is offered and open to the person, and what they have a seat in."""
    at = clock.now()
    with database.reading() as session:
        taken = store.offers.taken(session, query.person_id, at)
        found = store.offers.to_take(session, query, at)
        completed = frozenset(store.offers.completed(session, query.person_id))
    shown = found[: store.offers.AT_MOST]
    return views.offers.offers(
        taken,
        (row for row in shown if is_open(row, completed, at)),
        query.speciality,
        is_whole=len(shown) == len(found),
    )
