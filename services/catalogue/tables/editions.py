"""What cards said before, what they are to say next, and how activities moved."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.catalogue.activities import DraftActivity
from contracts.catalogue.editions import RevisionState
from contracts.catalogue.lifecycle import GateItem, GateMove
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.catalogue.domain.revision import Revision
from services.catalogue.tables.activities import activities
from services.catalogue.tables.schema import MessageColumn, MessagesColumn, mapper, metadata

editions = sa.Table(
    "editions",
    metadata,
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("card", MessageColumn(DraftActivity), nullable=False),
    sa.Column("approved_by", sa.Uuid),
    sa.Column("approved_at", InstantColumn),
    comment="Every card that was approved, under the version that enrolments name; never changed",
)

revisions = sa.Table(
    "revisions",
    metadata,
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), primary_key=True),
    sa.Column("provider_id", sa.Uuid, nullable=False),
    sa.Column("card", MessageColumn(DraftActivity), nullable=False),
    sa.Column("proposed_by", sa.Uuid, nullable=False),
    sa.Column("proposed_at", InstantColumn, nullable=False),
    sa.Column("state", ChoiceColumn(RevisionState), nullable=False),
    sa.Column("return_reason", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
    one_of("state", RevisionState),
    comment="The card that is to take the place of the one in force; gone once it does",
)

activity_moves = sa.Table(
    "activity_moves",
    metadata,
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("move", ChoiceColumn(GateMove), nullable=False),
    sa.Column("moved_by", sa.Uuid, nullable=False),
    sa.Column("moved_at", InstantColumn, nullable=False),
    sa.Column("items", MessagesColumn(GateItem), nullable=False),
    one_of("move", GateMove),
    comment="The moves of each activity, with the checklist that each has passed",
)

mapper.map_imperatively(Revision, revisions, version_id_col=revisions.c.version, version_id_generator=False)
