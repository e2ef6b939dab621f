"""The item bank: questions, and every version of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from contracts.catalogue.items import ItemCodeTaken, ItemId, ItemState, ListItems, UnknownItem
from contracts.catalogue.module_tests import FormOfTest, ModuleTestTerms
from kernel.values import OrganisationId
from services.catalogue.domain.item import Item
from services.catalogue.tables import item_versions, items

KEPT = ("item_id", "version", "content", "written_by", "written_at")


def add(session: Session, item: Item) -> None:
    """Raises: ItemCodeTaken."""
    values = {column.name: getattr(item, column.name) for column in items.columns}
    stored = insert(items).values(values).on_conflict_do_nothing().returning(items.c.item_id)
    if session.scalar(stored) is None:
        raise ItemCodeTaken(code=item.code)
    keep(session, [item])


def keep(session: Session, written: Sequence[Item]) -> None:
    """Keep what these items say in their newest version."""
    session.flush()
    rows = [{name: getattr(item, name) for name in KEPT} for item in written]
    if rows:
        session.execute(item_versions.insert(), rows)


def own(session: Session, item_id: ItemId, provider_id: OrganisationId | None) -> Item:
    """Raises: UnknownItem -- there is none, or it is another provider's."""
    return _own(session, item_id, provider_id, sa.select(Item))


def own_locked(session: Session, item_id: ItemId, provider_id: OrganisationId | None) -> Item:
    """The same, locked until the transaction ends. Raises: UnknownItem."""
    return _own(session, item_id, provider_id, sa.select(Item).with_for_update())


def version_of(session: Session, item_id: ItemId, version: int) -> sa.Row[Any]:
    """Raises: UnknownItem."""
    same = item_versions.c.item_id == item_id, item_versions.c.version == version
    found = session.execute(sa.select(item_versions).where(*same)).one_or_none()
    if found is None:
        raise UnknownItem(item_id=item_id, version=version)
    return found


def under_codes(session: Session, provider_id: OrganisationId, codes: Collection[str]) -> dict[str, Item]:
    """The provider's items of these codes; nobody else writes items of the provider meanwhile."""
    key = int.from_bytes(provider_id.bytes[:8], signed=True)
    session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))
    named = items.c.provider_id == provider_id, items.c.code.in_(codes)
    query = sa.select(Item).where(*named).order_by(items.c.item_id).with_for_update()
    return {item.code: item for item in session.scalars(query)}


def of_provider(
    session: Session, provider_id: OrganisationId | None, query: ListItems, *, after: ItemId | None
) -> Sequence[sa.Row[Any]]:
    """A page of the provider's items, the oldest first, and one row more."""
    page = sa.select(items).where(items.c.provider_id == provider_id)
    if query.state is not None:
        page = page.where(items.c.state == query.state)
    if query.topic is not None:
        page = page.where(items.c.topic == query.topic)
    if after is not None:
        page = page.where(items.c.item_id > after)
    return session.execute(page.order_by(items.c.item_id).limit(query.limit + 1)).all()


def drawable(session: Session, provider_id: OrganisationId, terms: ModuleTestTerms) -> int:
    """How many items a test on these terms could draw now."""
    return session.scalars(sa.select(sa.func.count()).where(*_drawn(provider_id, terms))).one()


def draw(session: Session, provider_id: OrganisationId, terms: ModuleTestTerms) -> Sequence[sa.Row[Any]]:
    """Those items, in one order."""
    drawn = sa.select(items).where(*_drawn(provider_id, terms))
    return session.execute(drawn.order_by(items.c.item_id)).all()


def _drawn(provider_id: OrganisationId, terms: ModuleTestTerms) -> list[sa.ColumnElement[bool]]:
    active = [items.c.provider_id == provider_id, items.c.state == ItemState.ACTIVE]
    if terms.topics:
        active.append(items.c.topic.in_(terms.topics))
    if terms.form is FormOfTest.ADAPTIVE:
        active.append(items.c.is_calibrated)
    return active


def _own(
    session: Session, item_id: ItemId, provider_id: OrganisationId | None, query: sa.Select[Item]
) -> Item:
    item = session.scalar(query.where(items.c.item_id == item_id, items.c.provider_id == provider_id))
    if item is None:
        raise UnknownItem(item_id=item_id)
    return item
