"""The item bank of a provider: its questions are written, revised, drawn by tests, and retired."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from contracts.catalogue import items as contract
from contracts.catalogue.activities import NotAProvider
from kernel import clock, cursors, journal
from kernel.database import Database
from kernel.messages import Caller
from kernel.values import OrganisationId
from services.catalogue import store, views
from services.catalogue.domain.item import Item


def write_item(database: Database, caller: Caller, command: contract.WriteItem) -> contract.Item:
    """Raises: NotAProvider, ItemCodeTaken, ItemUnsound."""
    provider_id, at = provider_of(caller), clock.now()
    item = Item.write(provider_id, command.code, command.content, by=caller.person, at=at)
    with database.transaction() as session:
        store.items.add(session, item)
        journal.record(session, "catalogue.item.written", str(item.item_id), version=item.version)
    return views.items.item(item)


def revise_item(database: Database, caller: Caller, command: contract.ReviseItem) -> contract.Item:
    """Write a question anew; who was asked it before was asked the former version.

    Raises: UnknownItem, StaleVersion, ItemMoveRefused, ItemUnsound.
    """
    with database.transaction() as session:
        item = store.items.own_locked(session, command.item_id, caller.organisation_id)
        item.revise(command.content, version=command.version, by=caller.person, at=clock.now())
        store.items.keep(session, [item])
        journal.record(session, "catalogue.item.written", str(item.item_id), version=item.version)
    return views.items.item(item)


def activate_item(database: Database, caller: Caller, command: contract.MoveItem) -> contract.Item:
    """Let tests draw it. Raises: UnknownItem, StaleVersion, ItemMoveRefused."""
    return _move(database, caller, command, contract.ItemState.ACTIVE)


def retire_item(database: Database, caller: Caller, command: contract.MoveItem) -> contract.Item:
    """Let no test draw it any more. Raises: UnknownItem, StaleVersion, ItemMoveRefused."""
    return _move(database, caller, command, contract.ItemState.RETIRED)


def read_item(database: Database, caller: Caller, query: contract.ReadItem) -> contract.Item:
    """A question, as it is or as it was. Raises: UnknownItem."""
    with database.reading() as session:
        item = views.items.item(store.items.own(session, query.item_id, caller.organisation_id))
        if query.version is None:
            return item
        asked = store.items.version_of(session, query.item_id, query.version)
    return replace(
        item,
        version=asked.version,
        content=asked.content,
        written_by=asked.written_by,
        written_at=asked.written_at,
    )


def list_items(database: Database, caller: Caller, query: contract.ListItems) -> contract.ItemPage:
    """The caller's bank, the oldest first. Raises: Invalid -- the cursor is not of this list."""
    [after] = cursors.read(query.cursor, UUID) if query.cursor else [None]
    with database.reading() as session:
        records = store.items.of_provider(session, caller.organisation_id, query, after=after)
    return views.items.page(records, query.limit)


def provider_of(caller: Caller) -> OrganisationId:
    """Raises: NotAProvider."""
    if caller.organisation_id is None:
        raise NotAProvider
    return caller.organisation_id


def _move(
    database: Database, caller: Caller, command: contract.MoveItem, state: contract.ItemState
) -> contract.Item:
    with database.transaction() as session:
        item = store.items.own_locked(session, command.item_id, caller.organisation_id)
        item.move(state, version=command.version)
        journal.record(session, "catalogue.item.moved", str(item.item_id), state=state)
    return views.items.item(item)
