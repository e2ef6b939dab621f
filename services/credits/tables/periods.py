"""Cycles, and what has moved their end."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from contracts.credits.cycles import BasisKind
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.credits.tables.columns import metadata
from services.credits.tables.law import extensions

cycles = sa.Table(
    "cycles",
    metadata,
    sa.Column("cycle_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("speciality", sa.Text, nullable=False),
    sa.Column("basis", ChoiceColumn(BasisKind), nullable=False),
    sa.Column("basis_sealed", sa.LargeBinary, nullable=False),
    sa.Column("starts_on", sa.Date, nullable=False),
    sa.Column("ends_before", sa.Date, nullable=False),
    sa.Column("opened_at", InstantColumn, nullable=False),
    sa.Column("application_id", sa.Uuid, unique=True),
    sa.Column("merged_at", InstantColumn),
    one_of("basis", BasisKind),
    sa.CheckConstraint("starts_on < ends_before", name="period"),
    # By a hash of 64 bits, not by the columns: ordered as persons are, this index degenerates, and queries
    # for a person would take it all the same.
    ExcludeConstraint(
        (sa.text("hashtextextended(person_id::text || speciality, 0)"), "="),
        (sa.text("daterange(starts_on, ends_before)"), "&&"),
        name="cycles_overlap",
    ),
    sa.Index("cycles_of_person", "person_id", "starts_on"),
    sa.Index("cycles_by_start", "starts_on"),
    sa.Index("cycles_by_end", "ends_before"),
)

cycle_extensions = sa.Table(
    "cycle_extensions",
    metadata,
    sa.Column("cycle_id", sa.ForeignKey(cycles.c.cycle_id), primary_key=True),
    sa.Column("extension", sa.ForeignKey(extensions.c.code), primary_key=True),
    sa.Column("legal_act", sa.Text, nullable=False),
    sa.Column("ended_before", sa.Date, nullable=False),
    sa.Column("ends_before", sa.Date, nullable=False),
    sa.Column("applied_at", InstantColumn, nullable=False),
    comment="Which decree has put off the end of which cycle",
)
