"""Activities, and the registers that number them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import composite

from contracts.catalogue.activities import ActivityFormat, ActivityKind, ActivityState
from contracts.catalogue.cards import CardDetails
from kernel.columns import ChoiceColumn, CreditsColumn, InstantColumn, one_of
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.card import Card
from services.catalogue.tables.schema import MessageColumn, mapper, metadata

activities = sa.Table(
    "activities",
    metadata,
    sa.Column("activity_id", sa.Uuid, primary_key=True),
    sa.Column("provider_id", sa.Uuid, nullable=False),
    sa.Column("drafted_by", sa.Uuid, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("kind", ChoiceColumn(ActivityKind), nullable=False),
    sa.Column("format", ChoiceColumn(ActivityFormat), nullable=False),
    sa.Column("goals", sa.Text, nullable=False),
    sa.Column("specialities", ARRAY(sa.Text, as_tuple=True), nullable=False),
    sa.Column("credits", CreditsColumn, nullable=False),
    sa.Column("starts_at", InstantColumn, nullable=False),
    sa.Column("ends_at", InstantColumn, nullable=False),
    sa.Column("starts_on", sa.Date, nullable=False),
    sa.Column("ends_on", sa.Date, nullable=False),
    sa.Column("min_minutes", sa.Integer, nullable=False),
    sa.Column("checks_planned", sa.Integer, nullable=False),
    sa.Column("checks_required", sa.Integer, nullable=False),
    sa.Column("capacity", sa.Integer),
    sa.Column("price", sa.Numeric(12, 2), nullable=False),
    sa.Column("region", sa.Text),
    sa.Column("demo", sa.Boolean, nullable=False),
    sa.Column("details", MessageColumn(CardDetails)),
    sa.Column("self_paced", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("has_quota", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("state", ChoiceColumn(ActivityState), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("number", sa.Text, unique=True),
    sa.Column("return_reason", sa.Text),
    sa.Column("terms_version", sa.Integer, comment="The version whose card is in force"),
    sa.Column("review_by", sa.Date),
    sa.Column(
        "withheld",
        sa.Boolean,
        nullable=False,
        server_default=sa.false(),
        comment="Whether a measure against the provider hides the activity",
    ),
    sa.Column(
        "is_over",
        sa.Boolean,
        nullable=False,
        server_default=sa.false(),
        comment="Whether it has ended, as the last round has seen: searching need not look at it",
    ),
    sa.Column(
        "search",
        TSVECTOR,
        sa.Computed("to_tsvector('russian'::regconfig, title || ' ' || goals)", persisted=True),
        comment="The stems of what people search for",
    ),
    one_of("kind", ActivityKind),
    one_of("format", ActivityFormat),
    one_of("state", ActivityState),
    sa.CheckConstraint("starts_at < ends_at", name="order"),
    sa.CheckConstraint("credits > 0", name="credits"),
    sa.CheckConstraint("checks_required BETWEEN 0 AND checks_planned", name="checks"),
    sa.CheckConstraint("capacity >= 1", name="capacity"),
    sa.CheckConstraint("price >= 0", name="price"),
    sa.CheckConstraint("number IS NOT NULL OR state IN ('draft', 'review')", name="number"),
)

# Spelled out, not bound: the planner must see that the partial indexes below apply.
is_published = activities.c.state == sa.literal_column("'published'")
# What people may find.
is_listed = sa.and_(is_published, sa.not_(activities.c.withheld), sa.not_(activities.c.is_over))

is_in_review = activities.c.state == sa.literal_column("'review'")

# What people filter by, beside words and specialities.
FILTERED = (
    "starts_at",
    "ends_at",
    "ends_on",
    "kind",
    "format",
    "region",
    "self_paced",
    "price",
    "credits",
    "has_quota",
    "provider_id",
)
# What the index of words knows beside them, by the name of the filter that asks for it, in SQL as PostgreSQL
# spells it: `kind event`, `self_paced true`.
TAGGED = {
    "kind": "kind",
    "format": "format",
    "region": "region",
    "provider_id": "provider_id::text",
    "self_paced": "self_paced::text",
    "free_only": "(price = 0::numeric)::text",
    "with_quota": "has_quota::text",
}
TEXTS = ARRAY(sa.Text)
_TAGS = "ARRAY[" + ", ".join(f"'{name} '::text || {value}" for name, value in TAGGED.items()) + "]"
tags: sa.ColumnElement[Sequence[str]] = sa.literal_column(f"({_TAGS})", TEXTS)
# Orders are read part by part: days, or prices. Words and tags are known by the part of each order, too, one
# number for both: an index that knows no order then gives the few activities of the next part, all of them.
_said = sa.text(f"tsvector_to_array(search) || {_TAGS}")
part_by_start = sa.func.part_by_start(activities.c.starts_at)
part_by_price = sa.func.part_by_price(activities.c.price, activities.c.starts_at)
said_by_start = sa.func.said_in(_said, part_by_start, type_=ARRAY(sa.BigInteger))
said_by_price = sa.func.said_in(_said, part_by_price, type_=ARRAY(sa.BigInteger))
# Pages of the catalogue in their orders. They hold all that is filtered by: what does not fit is passed
# over without reading it, and counting reads nothing else.
sa.Index(
    "activities_by_start",
    activities.c.starts_at,
    activities.c.activity_id,
    postgresql_include=[name for name in FILTERED if name != "starts_at"],
    postgresql_where=is_listed,
)
sa.Index(
    "activities_by_price",
    activities.c.price,
    activities.c.starts_at,
    activities.c.activity_id,
    postgresql_include=[name for name in FILTERED if name not in ("price", "starts_at")],
    postgresql_where=is_listed,
)
# Kept in order at once: what waits to be entered would be read through by every search.
sa.Index(
    "activities_said",
    activities.c.search,
    activities.c.specialities,
    tags,
    postgresql_using="gin",
    postgresql_where=is_listed,
    postgresql_with={"fastupdate": "off"},
)
sa.Index(
    "activities_said_by_start",
    said_by_start,
    postgresql_using="gin",
    postgresql_where=is_listed,
    postgresql_with={"fastupdate": "off"},
)
sa.Index(
    "activities_said_by_price",
    said_by_price,
    postgresql_using="gin",
    postgresql_where=is_listed,
    postgresql_with={"fastupdate": "off"},
)
sa.Index(
    "activities_ending",
    activities.c.ends_at,
    postgresql_where=sa.not_(activities.c.is_over),
)
sa.Index("activities_of_provider", activities.c.provider_id, activities.c.activity_id)
sa.Index(
    "activities_in_review",
    activities.c.review_by,
    activities.c.activity_id,
    postgresql_where=is_in_review,
)
sa.Index("activities_in_state", activities.c.state, activities.c.activity_id)

numbers = sa.Table(
    "numbers",
    metadata,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.Integer, nullable=False),
    comment="The last place given in each year's register",
)

mapper.map_imperatively(
    Activity,
    activities,
    properties={"card": composite(Card, *(activities.c[field.name] for field in fields(Card)))},
    exclude_properties=["search"],
    version_id_col=activities.c.version,
    version_id_generator=False,
)
