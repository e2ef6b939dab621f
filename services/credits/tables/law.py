"""The law as dated data."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from contracts.credits.drafts import DraftState
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.credits.domain.policy import PolicyType
from services.credits.tables.columns import metadata

policies = sa.Table(
    "policies",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_before", sa.Date),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("type", ChoiceColumn(PolicyType), nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("legal_act", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("verified", sa.Boolean, nullable=False),
    sa.Column("recorded_at", InstantColumn, nullable=False),
    sa.Column("published_by", sa.Uuid, unique=True),  # the draft
    one_of("type", PolicyType),
    sa.CheckConstraint("valid_from < valid_before", name="period"),
    comment="The law as dated data, append-only: of the rows for a day, the highest in rank is in force",
)

policy_drafts = sa.Table(
    "policy_drafts",
    metadata,
    sa.Column("draft_id", sa.Uuid, primary_key=True),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("type", ChoiceColumn(PolicyType), nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_before", sa.Date),
    sa.Column("legal_act", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("verified", sa.Boolean, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("corrects", sa.Text),
    sa.Column("state", ChoiceColumn(DraftState), nullable=False),
    sa.Column("drafted_by", sa.Uuid, nullable=False),
    sa.Column("drafted_at", InstantColumn, nullable=False),
    sa.Column("settled_by", sa.Uuid),
    sa.Column("settled_at", InstantColumn),
    sa.Column("version", sa.Integer),
    one_of("type", PolicyType),
    one_of("state", DraftState),
    sa.CheckConstraint("valid_from < valid_before", name="period"),
    sa.CheckConstraint("state <> 'published' OR settled_by <> drafted_by", name="two_hands"),
    comment="Rows of the law that one operator writes and another publishes",
)

extensions = sa.Table(
    "extensions",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("bases", ARRAY(sa.Text), nullable=False),
    sa.Column("expires_from", sa.Date, nullable=False),
    sa.Column("expires_to", sa.Date, nullable=False),
    sa.Column("extended_to", sa.Date, nullable=False),
    sa.Column("condition", sa.Text, nullable=False),
    sa.Column("legal_act", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("verified", sa.Boolean, nullable=False),
    sa.Column("entered_by", sa.Uuid),
    sa.Column("entered_at", InstantColumn),
    comment="Decrees that put off the expiry of documents; of data/validity_extensions.csv, and entered",
)
