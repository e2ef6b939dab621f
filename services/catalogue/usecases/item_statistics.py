"""How the questions of a bank have done, and what their parameters might be."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from contracts.catalogue import item_statistics as contract
from contracts.catalogue.items import ItemParameters, ReadItem
from kernel import clock, cursors
from kernel.database import Database, Session
from kernel.messages import Caller
from services.catalogue import psychometrics, store, views
from services.catalogue.domain.item_figures import LawOfFigures


def compute(database: Database) -> None:
    """Bring the figures in line with what was finished since."""
    with database.transaction() as session:
        store.item_statistics.compute(session, clock.now())


def list_item_figures(
    database: Database, caller: Caller, query: contract.ListItemFigures
) -> contract.ItemFiguresPage:
    """Of the caller's bank. Raises: Invalid -- the cursor is not of this list."""
    after = cursors.read(query.cursor, UUID, cursors.whole) if query.cursor else None
    with database.reading() as session:
        records = store.item_statistics.of_provider(
            session, caller.organisation_id, after=after, limit=query.limit
        )
        return views.item_statistics.page(records, _law(session), query.limit)


def export_item_figures(
    database: Database, caller: Caller, query: contract.ExportItemFigures
) -> contract.ItemFiguresFile:
    """All of the caller's bank as one file."""
    with database.reading() as session:
        records = store.item_statistics.of_provider(session, caller.organisation_id, after=None, limit=None)
        return views.item_statistics.file(records, _law(session), query.format)


def propose_calibration(database: Database, caller: Caller, query: ReadItem) -> contract.CalibrationProposal:
    """What the parameters might be by the answers so far; to accept them is up to the provider.

    Raises: UnknownItem, TooFewAnswers.
    """
    with database.reading() as session:
        item = store.items.own(session, query.item_id, caller.organisation_id)
        version = query.version or item.version
        content = store.items.version_of(session, query.item_id, version).content
        answers = store.item_statistics.answers(session, query.item_id, version)
        least = _law(session).calibration
    if len(answers) < least:
        raise contract.TooFewAnswers(answers=len(answers), least=least)
    guessed = content.parameters.c if content.parameters else Decimal(0)
    a, b = psychometrics.calibrate(
        [(row.right, row.ability, row.rest_right, row.rest) for row in answers], guessed
    )
    return contract.CalibrationProposal(
        item_id=query.item_id,
        version=version,
        answers=len(answers),
        present=content.parameters,
        proposed=ItemParameters(a=a, b=b, c=guessed),
    )


def _law(session: Session) -> LawOfFigures:
    return LawOfFigures.of(store.dictionaries.in_force(session, clock.today()))
