"""How long people work on modules."""

from __future__ import annotations

import sqlalchemy as sa

from kernel.columns import InstantColumn
from services.catalogue.domain.study import StudyTime
from services.catalogue.tables.enrolments import enrolments
from services.catalogue.tables.schema import mapper, metadata

study_times = sa.Table(
    "study_times",
    metadata,
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id), primary_key=True),
    sa.Column("heard_at", InstantColumn, nullable=False),
    sa.Column("seconds", sa.Integer, nullable=False),
    sa.CheckConstraint("seconds >= 0", name="seconds"),
    comment="How long each person has worked on a module, by the clock of the suite",
)

mapper.map_imperatively(StudyTime, study_times)
