"""What searching needs beside the activities: the version of what can be found, what is listed,
and the searches that people keep."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.catalogue.search import SearchFilters
from kernel.columns import InstantColumn
from services.catalogue.tables.activities import FILTERED, activities
from services.catalogue.tables.schema import MessageColumn, metadata

shelf = sa.Table(
    "shelf",
    metadata,
    sa.Column("one", sa.Boolean, primary_key=True),
    sa.Column("version", sa.BigInteger, nullable=False),
    sa.CheckConstraint("one", name="one"),
    comment="One row: how often what people can find has changed",
)

listings = sa.Table(
    "listings",
    metadata,
    sa.Column("speciality", sa.Text, nullable=False),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), nullable=False),
    *(sa.Column(name, activities.c[name].type, nullable=activities.c[name].nullable) for name in FILTERED),
    sa.PrimaryKeyConstraint("activity_id", "speciality"),
    comment="What is listed, once for each speciality: a search for one reads only its own, in order",
)
# Whoever searches within a speciality reads this and nothing else, until the page is known.
sa.Index(
    "listings_by_start",
    listings.c.speciality,
    listings.c.starts_at,
    listings.c.activity_id,
    postgresql_include=[name for name in FILTERED if name != "starts_at"],
)
sa.Index(
    "listings_by_price",
    listings.c.speciality,
    listings.c.price,
    listings.c.starts_at,
    listings.c.activity_id,
    listings.c.ends_at,
)

saved_searches = sa.Table(
    "saved_searches",
    metadata,
    sa.Column("search_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("filters", MessageColumn(SearchFilters), nullable=False),
    sa.Column("saved_at", InstantColumn, nullable=False),
    sa.UniqueConstraint("person_id", "title"),
)
