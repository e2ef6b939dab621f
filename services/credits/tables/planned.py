"""What specialists are enrolled in."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.catalogue.activities import ActivityKind
from kernel.columns import ChoiceColumn, CreditsColumn, InstantColumn, one_of
from services.credits.tables.columns import metadata
from services.credits.tables.periods import cycles

planned = sa.Table(
    "planned",
    metadata,
    sa.Column("enrolment_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("cycle_id", sa.ForeignKey(cycles.c.cycle_id), nullable=False),
    sa.Column("activity_id", sa.Uuid, nullable=False),
    sa.Column("speciality", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("kind", ChoiceColumn(ActivityKind), nullable=False),
    sa.Column("credits", CreditsColumn, nullable=False),
    sa.Column("starts_at", InstantColumn, nullable=False),
    sa.Column("ends_at", InstantColumn, nullable=False),
    one_of("kind", ActivityKind),
    sa.Index("planned_of_person", "person_id", "starts_at", "enrolment_id"),
    comment="What each specialist is enrolled in, for the cycle that it will serve",
)
