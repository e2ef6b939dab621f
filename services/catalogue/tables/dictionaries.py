"""The dated lists that everything else refers to."""

from __future__ import annotations

import sqlalchemy as sa

from services.catalogue.tables.schema import metadata

specialities = sa.Table(
    "specialities",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("section", sa.Text, nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_before", sa.Date),
    sa.Column("successor", sa.Text),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("verified", sa.Boolean, nullable=False),
    comment="The nomenclature of specialities",
)

regions = sa.Table(
    "regions",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    comment="The regions of the Russian Federation",
)

policies = sa.Table(
    "policies",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("valid_from", sa.Date, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("unit", sa.Text),
    sa.Column("valid_before", sa.Date),
    sa.Column("legal_act", sa.Text),
    comment="The law as dated rows",
)

days_off = sa.Table(
    "days_off",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    comment="Days from Monday to Friday on which nobody works",
)
