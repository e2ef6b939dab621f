"""What waits for a human."""

from __future__ import annotations

from dataclasses import fields

import sqlalchemy as sa

from contracts.catalogue.activities import ActivityKind
from kernel.columns import ChoiceColumn, CreditsColumn, InstantColumn, one_of
from services.credits.domain.claim import Claim
from services.credits.tables.columns import TracesColumn, metadata

quarantine = sa.Table(
    "quarantine",
    metadata,
    sa.Column("claim_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("speciality", sa.Text, nullable=False),
    sa.Column("activity_id", sa.Uuid, nullable=False),
    sa.Column("activity_version", sa.Integer),
    sa.Column("activity_number", sa.Text),
    sa.Column("kind", ChoiceColumn(ActivityKind), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("credits", CreditsColumn, nullable=False),
    sa.Column("completed_on", sa.Date, nullable=False),
    sa.Column("enrolment_id", sa.Uuid),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("traces", TracesColumn, nullable=False),
    sa.Column("received_at", InstantColumn, nullable=False),
    sa.Column("settled_at", InstantColumn),
    sa.Column("is_dropped", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("settled_by", sa.Uuid),
    sa.Column("reason", sa.Text),
    one_of("kind", ActivityKind),
    sa.CheckConstraint("settled_at IS NOT NULL OR NOT is_dropped", name="dropped"),
    comment="Claims that broke a rule, with its code, until they are posted after all or dropped",
)
sa.Index(
    "quarantine_unsettled",
    quarantine.c.person_id,
    quarantine.c.speciality,
    quarantine.c.activity_id,
    unique=True,
    postgresql_where=quarantine.c.settled_at.is_(None),
)

CLAIM = tuple(field.name for field in fields(Claim))
