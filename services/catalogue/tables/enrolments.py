"""Enrolments, and the seats that they take."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.catalogue.corrections import CorrectionReason
from contracts.catalogue.enrolments import CompletionSource, EnrolmentState
from kernel.columns import ChoiceColumn, CreditsColumn, InstantColumn, one_of
from services.catalogue.domain.enrolment import Enrolment
from services.catalogue.tables.activities import activities
from services.catalogue.tables.schema import mapper, metadata

seats = sa.Table(
    "seats",
    metadata,
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), primary_key=True),
    sa.Column("capacity", sa.Integer, nullable=False),
    sa.Column("taken", sa.Integer, nullable=False),
    sa.CheckConstraint("taken BETWEEN 0 AND capacity", name="taken"),
    comment="The seats of each published activity whose capacity is limited",
)

enrolments = sa.Table(
    "enrolments",
    metadata,
    sa.Column("enrolment_id", sa.Uuid, primary_key=True),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), nullable=False),
    sa.Column("activity_version", sa.Integer, nullable=False),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("speciality", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("credits", CreditsColumn, nullable=False),
    sa.Column("enrolled_at", InstantColumn, nullable=False),
    sa.Column("state", ChoiceColumn(EnrolmentState), nullable=False),
    sa.Column("completed_on", sa.Date),
    sa.Column("minutes", sa.Integer),
    sa.Column("checks_passed", sa.Integer),
    sa.Column("source", ChoiceColumn(CompletionSource)),
    sa.Column("reported_at", InstantColumn),
    one_of("state", EnrolmentState),
    one_of("source", CompletionSource),
    sa.CheckConstraint("(state = 'completed') = (completed_on IS NOT NULL)", name="completed"),
    sa.UniqueConstraint("person_id", "activity_id"),
)
sa.Index("enrolments_of_activity", enrolments.c.activity_id, enrolments.c.enrolment_id)
sa.Index("enrolments_of_person", enrolments.c.person_id, enrolments.c.enrolment_id)

corrections = sa.Table(
    "corrections",
    metadata,
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id), primary_key=True),
    sa.Column("corrected_at", InstantColumn, primary_key=True),
    sa.Column("corrected_by", sa.Uuid, nullable=False),
    sa.Column("reason", ChoiceColumn(CorrectionReason), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("completed_on", sa.Date, nullable=False),
    sa.Column("minutes", sa.Integer),
    sa.Column("checks_passed", sa.Integer),
    sa.Column("source", ChoiceColumn(CompletionSource)),
    sa.Column("reported_at", InstantColumn),
    one_of("reason", CorrectionReason),
    one_of("source", CompletionSource),
    comment="What a provider vouched for and has taken back, and why",
)

mapper.map_imperatively(Enrolment, enrolments)
