"""Rehearsals of drafts, and whom they found."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from contracts.credits.rehearsals import RehearsalState
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.credits.tables.columns import metadata
from services.credits.tables.law import policy_drafts

rehearsals = sa.Table(
    "rehearsals",
    metadata,
    sa.Column("rehearsal_id", sa.Uuid, primary_key=True),
    sa.Column("draft_id", sa.ForeignKey(policy_drafts.c.draft_id), nullable=False),
    sa.Column("on", sa.Date, nullable=False),
    sa.Column("known_at", InstantColumn, nullable=False),
    sa.Column("state", ChoiceColumn(RehearsalState), nullable=False),
    sa.Column("requested_by", sa.Uuid, nullable=False),
    sa.Column("began_at", InstantColumn),
    sa.Column("ended_at", InstantColumn),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("done", sa.Integer, nullable=False),
    sa.Column("position", sa.Uuid),
    one_of("state", RehearsalState),
    comment="Work under way, batch by batch: whom a draft of the law would touch",
)
sa.Index(
    "rehearsals_under_way",
    rehearsals.c.draft_id,
    rehearsals.c.on,
    unique=True,
    postgresql_where=rehearsals.c.ended_at.is_(None),
)

rehearsal_flips = sa.Table(
    "rehearsal_flips",
    metadata,
    sa.Column("rehearsal_id", sa.ForeignKey(rehearsals.c.rehearsal_id), primary_key=True),
    sa.Column("cycle_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("speciality", sa.Text, nullable=False),
    sa.Column("lost", ARRAY(sa.Text), nullable=False),
    sa.Column("gained", ARRAY(sa.Text), nullable=False),
    comment="For whom which rules would turn",
)

rehearsal_counts = sa.Table(
    "rehearsal_counts",
    metadata,
    sa.Column("rehearsal_id", sa.ForeignKey(rehearsals.c.rehearsal_id), primary_key=True),
    sa.Column("speciality", sa.Text, primary_key=True),
    sa.Column("rule", sa.Text, primary_key=True),
    sa.Column("lost", sa.Integer, nullable=False),
    sa.Column("gained", sa.Integer, nullable=False),
    comment="The result of a rehearsal that has finished",
)
