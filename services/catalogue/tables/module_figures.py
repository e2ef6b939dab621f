"""What was counted of each module, the last time."""

from __future__ import annotations

import sqlalchemy as sa

from kernel.columns import InstantColumn
from services.catalogue.tables.activities import activities
from services.catalogue.tables.schema import metadata

module_figures = sa.Table(
    "module_figures",
    metadata,
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), primary_key=True),
    sa.Column("opened", sa.Integer, nullable=False),
    sa.Column("done", sa.Integer, nullable=False),
    sa.Column("completed", sa.Integer, nullable=False),
    sa.Column("passed", sa.Integer, nullable=False),
    sa.Column("passed_at_once", sa.Integer, nullable=False),
    sa.Column("minutes", sa.Numeric),
    sa.Column("tested", sa.Integer, nullable=False),
    sa.Column("before", sa.Numeric),
    sa.Column("after", sa.Numeric),
    sa.Column("counted_at", InstantColumn, nullable=False),
    sa.Column("studied", sa.Numeric),
    comment="How people get on with each module, as counted last",
)
