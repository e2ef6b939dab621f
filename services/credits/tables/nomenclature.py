"""Our copy of the nomenclature of specialities."""

from __future__ import annotations

import sqlalchemy as sa

from services.credits.tables.columns import metadata

nomenclature = sa.Table(
    "nomenclature",
    metadata,
    sa.Column("version", sa.Text, primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_before", sa.Date),
    sa.Column("successor", sa.Text),
    comment="The specialities of each version that the catalogue has announced",
)
sa.Index("nomenclature_since", nomenclature.c.since)
