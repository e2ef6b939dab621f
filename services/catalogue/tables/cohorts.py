"""Employers' groups, and who lets which employer know of them."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.catalogue.cohorts import PlanStep
from contracts.identity.consents import ConsentLevel
from kernel.columns import ChoiceColumn, InstantColumn
from services.catalogue.domain.cohort import Cohort
from services.catalogue.tables.schema import MessagesColumn, mapper, metadata

consents = sa.Table(
    "consents",
    metadata,
    sa.Column("consent_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("recipient_id", sa.Uuid, nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("level", ChoiceColumn(ConsentLevel), nullable=False),
    sa.Index("consents_of_recipient", "recipient_id", "person_id"),
    comment="Our copy of the consents that stand",
)

cohorts = sa.Table(
    "cohorts",
    metadata,
    sa.Column("cohort_id", sa.Uuid, primary_key=True),
    sa.Column("employer_id", sa.Uuid, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("plan", MessagesColumn(PlanStep), nullable=False),
    sa.Column("created_by", sa.Uuid, nullable=False),
    sa.Column("created_at", InstantColumn, nullable=False),
    sa.Index("cohorts_of_employer", "employer_id", "cohort_id"),
    comment="Employers' groups, with what they are to learn",
)

cohort_members = sa.Table(
    "cohort_members",
    metadata,
    sa.Column("cohort_id", sa.ForeignKey(cohorts.c.cohort_id), primary_key=True),
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("speciality", sa.Text, nullable=False),
    sa.Column("added_at", InstantColumn, nullable=False),
    comment="Who is in each group",
)

mapper.map_imperatively(Cohort, cohorts)
