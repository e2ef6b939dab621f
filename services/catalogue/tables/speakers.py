"""Speakers of providers' registers, and what they have declared."""

from __future__ import annotations

import sqlalchemy as sa

from kernel.columns import InstantColumn
from services.catalogue.tables.schema import metadata

speakers = sa.Table(
    "speakers",
    metadata,
    sa.Column("speaker_id", sa.Uuid, primary_key=True),
    sa.Column("provider_id", sa.Uuid, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("bio", sa.Text),
    sa.Column("registered_at", InstantColumn, nullable=False),
    sa.Index("speakers_of_provider", "provider_id", "speaker_id"),
    comment="Who speaks for each provider, named in public with their consent",
)

disclosures = sa.Table(
    "disclosures",
    metadata,
    sa.Column("speaker_id", sa.ForeignKey(speakers.c.speaker_id), primary_key=True),
    sa.Column("place", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("declared_on", sa.Date, nullable=False),
    sa.Column("valid_until", sa.Date, nullable=False),
    sa.Column("has_interest", sa.Boolean, nullable=False),
    sa.Column("statement", sa.Text),
    sa.Column("entered_by", sa.Uuid, nullable=False),
    sa.CheckConstraint("declared_on <= valid_until", name="order"),
    sa.CheckConstraint("NOT has_interest OR statement IS NOT NULL", name="statement"),
    comment="Which interests speakers have declared; never changed",
)
