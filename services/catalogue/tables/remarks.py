"""Remarks on activities in their pilot."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.catalogue.remarks import RemarkAnswer
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.catalogue.domain.remark import Remark
from services.catalogue.tables.activities import activities
from services.catalogue.tables.schema import mapper, metadata

remarks = sa.Table(
    "remarks",
    metadata,
    sa.Column("remark_id", sa.Uuid, primary_key=True),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("made_by", sa.Uuid, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("rating", sa.Integer),
    sa.Column("made_at", InstantColumn, nullable=False),
    sa.Column("answer", ChoiceColumn(RemarkAnswer)),
    sa.Column("reason", sa.Text),
    sa.Column("answered_at", InstantColumn),
    one_of("answer", RemarkAnswer),
    sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
    sa.CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    comment="What those who try an activity have to say; who they are is told to nobody",
)
sa.Index("remarks_of_activity", remarks.c.activity_id, remarks.c.remark_id)

mapper.map_imperatively(Remark, remarks)
