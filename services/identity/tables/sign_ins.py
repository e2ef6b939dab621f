"""From where persons have logged in."""

from __future__ import annotations

import sqlalchemy as sa

from kernel.columns import InstantColumn
from services.identity.tables.accounts import people
from services.identity.tables.schema import metadata

sign_ins = sa.Table(
    "sign_ins",
    metadata,
    sa.Column("person_id", sa.ForeignKey(people.c.person_id, ondelete="CASCADE"), primary_key=True),
    sa.Column("device", sa.Text, primary_key=True),
    sa.Column("network", sa.Text, primary_key=True),
    sa.Column("place", sa.Text),
    sa.Column("at", InstantColumn, nullable=False, index=True),
    comment="Devices and networks, as keyed hashes, that somebody last logged in from",
)
places = sa.Table(
    "places",
    metadata,
    sa.Column("place", sa.Text, primary_key=True),
    sa.Column("latitude", sa.Numeric(4, 1), nullable=False),
    sa.Column("longitude", sa.Numeric(4, 1), nullable=False),
    comment="Where the places of data/networks.csv are",
)
