"""How people get on with modules: counted every hour, shown to all."""

from __future__ import annotations

from uuid import UUID

from contracts.catalogue import module_figures as contract
from contracts.catalogue.activities import UnknownActivity
from kernel import clock, cursors
from kernel.database import Database, Session
from services.catalogue import store, views
from services.catalogue.domain.activity import HIDDEN
from services.catalogue.usecases.figures import LEAST_PEOPLE

MOST = 5000
"""Modules of one table."""


def count_modules(database: Database) -> None:
    """Count anew."""
    with database.transaction() as session:
        store.module_figures.count(session, clock.now())


def read_module_figures(database: Database, query: contract.ReadModuleFigures) -> contract.ModuleFigures:
    """How people get on with one module. Raises: UnknownActivity, NoModuleFigures."""
    with database.reading() as session:
        if store.activities.row(session, query.activity_id).state in HIDDEN:
            raise UnknownActivity(activity_id=query.activity_id)
        found = store.module_figures.of(session, query.activity_id)
        if found is None:
            raise contract.NoModuleFigures(activity_id=query.activity_id)
        return views.module_figures.figures(found, _least(session))


def list_module_figures(database: Database, query: contract.ListModuleFigures) -> contract.ModuleFiguresPage:
    """Of all modules. Raises: Invalid -- the cursor is not of this list."""
    [after] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        records = store.module_figures.page(session, after=after, limit=query.limit)
        return views.module_figures.page(records, query.limit, _least(session))


def export_module_figures(database: Database) -> contract.FiguresFile:
    """The same, as one table for a spreadsheet."""
    with database.reading() as session:
        records = store.module_figures.page(session, after=None, limit=MOST)
        return views.module_figures.file(records[:MOST], _least(session))


def _least(session: Session) -> int:
    return store.dictionaries.in_force(session, clock.today()).whole(LEAST_PEOPLE)
