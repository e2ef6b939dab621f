"""Searching: facets, and the searches that people keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.search import SavedSearchId, SaveSearch, SearchFilters, UnknownSavedSearch
from kernel.values import PersonId, new_id
from services.catalogue.domain.facets import Cell
from services.catalogue.store import filters as asking
from services.catalogue.store.filters import SPECIALITY, Card
from services.catalogue.tables import activities, listings, saved_searches

# What a facet counts, by the name of the filter on it.
CUBE: Mapping[str, Callable[[Card], sa.ColumnElement[Any]]] = {
    "kind": lambda card: card.c.kind,
    "format": lambda card: card.c.format,
    "region": lambda card: card.c.region,
    "self_paced": lambda card: card.c.self_paced,
    "free_only": lambda card: card.c.price == 0,
}


def cube(session: Session, filters: SearchFilters, *, at: datetime) -> list[Cell]:
    """How many activities there are of each combination of what the facets count but specialities.

    Filters on what is counted are left out: a facet counts under the filters on the others.
    """
    card, offered = asking.source(asking.in_use(filters) - CUBE.keys())
    values = {name: value(card).label(name) for name, value in CUBE.items()}
    counted = sa.select(*values.values(), sa.func.count().label("number")).where(*offered)
    rows = session.execute(counted.group_by(*values.values()), asking.values(filters, at))
    return [Cell(values=dict(zip(CUBE, row, strict=False)), number=row.number) for row in rows]


def uncounted(filters: SearchFilters) -> SearchFilters:
    """The filters without those on what `cube` counts: it is the same for all that agree in the rest."""
    absent: dict[str, Any] = {each.name: each.default for each in fields(filters) if each.name in CUBE}
    return replace(filters, **absent)


def specialities(session: Session, filters: SearchFilters, *, at: datetime) -> Counter[str]:
    """How many activities there are for each speciality, under the filters on everything else."""
    asked = asking.in_use(filters) - {SPECIALITY}
    if "text" in asked:
        code = sa.func.unnest(activities.c.specialities).label(SPECIALITY)
        every = sa.select(code).where(*asking.by_words(asked)).subquery()
    else:
        every = sa.select(listings.c.speciality).where(*asking.listed(asked)).subquery()
    counted = sa.select(every.c.speciality, sa.func.count()).group_by(every.c.speciality)
    return Counter({row[0]: row[1] for row in session.execute(counted, asking.values(filters, at))})


def saved(session: Session, person_id: PersonId) -> Sequence[sa.Row[Any]]:
    """The searches that a person keeps, by title."""
    query = sa.select(saved_searches).where(saved_searches.c.person_id == person_id)
    return session.execute(query.order_by(saved_searches.c.title)).all()


def save(session: Session, person_id: PersonId, command: SaveSearch, at: datetime) -> sa.Row[Any]:
    """Keep a search, in the place of the one of the same title."""
    row = insert(saved_searches).values(
        search_id=new_id(), person_id=person_id, title=command.title, filters=command.filters, saved_at=at
    )
    changed = {name: row.excluded[name] for name in ("filters", "saved_at")}
    kept = row.on_conflict_do_update(
        index_elements=[saved_searches.c.person_id, saved_searches.c.title], set_=changed
    )
    return session.execute(kept.returning(saved_searches)).one()


def forget(session: Session, person_id: PersonId, search_id: SavedSearchId) -> None:
    """Raises: UnknownSavedSearch -- there is none, or it is somebody else's."""
    own = saved_searches.c.search_id == search_id, saved_searches.c.person_id == person_id
    forgotten = sa.delete(saved_searches).where(*own).returning(saved_searches.c.search_id)
    if session.scalar(forgotten) is None:
        raise UnknownSavedSearch(search_id=search_id)
