"""Registers that others publish, version by version."""

from __future__ import annotations

import sqlalchemy as sa

from kernel.columns import InstantColumn
from services.catalogue.tables.schema import metadata

register_versions = sa.Table(
    "register_versions",
    metadata,
    sa.Column("oid", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("imported_by", sa.Uuid, nullable=False),
    sa.Column("imported_at", InstantColumn, nullable=False),
    sa.UniqueConstraint("oid", "valid_from"),
    comment="The versions of each register; each is in force until the next one is",
)

register_entries = sa.Table(
    "register_entries",
    metadata,
    sa.Column("oid", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_before", sa.Date),
    sa.Column("successor", sa.Text),
    sa.Column("speciality", sa.Text),
    sa.ForeignKeyConstraint(["oid", "version"], [register_versions.c.oid, register_versions.c.version]),
    comment="What each version of a register holds",
)
