"""The item bank."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.catalogue.items import ItemContent, ItemState
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.catalogue.domain.item import Item
from services.catalogue.tables.schema import MessageColumn, mapper, metadata

items = sa.Table(
    "items",
    metadata,
    sa.Column("item_id", sa.Uuid, primary_key=True),
    sa.Column("provider_id", sa.Uuid, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("content", MessageColumn(ItemContent), nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("is_calibrated", sa.Boolean, nullable=False),
    sa.Column("state", ChoiceColumn(ItemState), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("written_by", sa.Uuid, nullable=False),
    sa.Column("written_at", InstantColumn, nullable=False),
    sa.UniqueConstraint("provider_id", "code"),
    one_of("state", ItemState),
    comment="The questions of providers, as they are now",
)
sa.Index("items_of_provider", items.c.provider_id, items.c.item_id)

item_versions = sa.Table(
    "item_versions",
    metadata,
    sa.Column("item_id", sa.ForeignKey(items.c.item_id), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content", MessageColumn(ItemContent), nullable=False),
    sa.Column("written_by", sa.Uuid, nullable=False),
    sa.Column("written_at", InstantColumn, nullable=False),
    comment="The questions as they were asked; never changed",
)

mapper.map_imperatively(Item, items)
