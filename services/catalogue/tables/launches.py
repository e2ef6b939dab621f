"""Launches of modules, and what their content has told."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from contracts.catalogue.launches import LaunchPurpose
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.catalogue.domain.launch import Launch, Registration
from services.catalogue.tables.activities import activities
from services.catalogue.tables.enrolments import enrolments
from services.catalogue.tables.packages import packages
from services.catalogue.tables.schema import mapper, metadata

registrations = sa.Table(
    "registrations",
    metadata,
    sa.Column("registration_id", sa.Uuid, primary_key=True),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), nullable=False),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("purpose", ChoiceColumn(LaunchPurpose), nullable=False),
    sa.Column("actor", sa.Uuid, nullable=False),
    sa.Column("package_id", sa.ForeignKey(packages.c.package_id), nullable=False),
    sa.Column("opened_at", InstantColumn, nullable=False),
    sa.Column("enrolment_id", sa.ForeignKey(enrolments.c.enrolment_id), unique=True),
    sa.Column("launches", sa.Integer, nullable=False),
    sa.Column("statements", sa.Integer, nullable=False),
    sa.Column("progress", sa.Integer, nullable=False),
    sa.Column("score", sa.Numeric(5, 4)),
    sa.Column("completed_at", InstantColumn),
    sa.Column("passed_at", InstantColumn),
    sa.Column("failed_first", sa.Boolean, nullable=False),
    sa.Column("done_at", InstantColumn),
    one_of("purpose", LaunchPurpose),
    sa.CheckConstraint("progress BETWEEN 0 AND 100", name="progress"),
    sa.CheckConstraint("(purpose = 'study') = (enrolment_id IS NOT NULL)", name="earns"),
    sa.UniqueConstraint("activity_id", "person_id", "purpose"),
    comment="The ways of people through the content of modules; the content knows the actor only",
)

launches = sa.Table(
    "launches",
    metadata,
    sa.Column("launch_id", sa.Uuid, primary_key=True),
    sa.Column("registration_id", sa.ForeignKey(registrations.c.registration_id), nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("launched_at", InstantColumn, nullable=False),
    sa.Column("expires_at", InstantColumn, nullable=False),
    sa.Column("ends_at", InstantColumn, nullable=False),
    sa.Column("exchanged_at", InstantColumn),
    sa.Column("superseded_at", InstantColumn),
    comment="The openings of modules; the last one of a registration counts",
)
sa.Index("launches_of_registration", launches.c.registration_id, launches.c.launch_id)

statements = sa.Table(
    "statements",
    metadata,
    sa.Column("registration_id", sa.ForeignKey(registrations.c.registration_id), primary_key=True),
    sa.Column("statement_id", sa.Uuid, primary_key=True),
    sa.Column("place", sa.BigInteger, sa.Identity(always=True), nullable=False),
    sa.Column("verb", sa.Text, nullable=False),
    sa.Column("stated_at", InstantColumn, nullable=False),
    sa.Column("stored_at", InstantColumn, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("voided", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("body", JSONB, nullable=False),
    comment="What content has told, as it was told; actors are pseudonyms",
)
sa.Index("statements_in_order", statements.c.registration_id, statements.c.place)

states = sa.Table(
    "states",
    metadata,
    sa.Column("registration_id", sa.ForeignKey(registrations.c.registration_id), primary_key=True),
    sa.Column("state_id", sa.Text, primary_key=True),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("etag", sa.Text, nullable=False),
    sa.Column("updated_at", InstantColumn, nullable=False),
    comment="What content remembers from one launch to the next",
)

mapper.map_imperatively(Registration, registrations)
mapper.map_imperatively(Launch, launches)
