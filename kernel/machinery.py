"""The tables of the kernel, the same in the database of every service."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from kernel.database import new_metadata

metadata = new_metadata()

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("position", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("event_id", sa.Uuid, nullable=False, unique=True),
    sa.Column("service", sa.Text, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("sequence", sa.BigInteger, nullable=False),
    sa.Column("body", JSONB, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    sa.UniqueConstraint("subject", "sequence"),
    comment="Events committed and not yet confirmed by the broker",
)

subjects = sa.Table(
    "subjects",
    metadata,
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("sequence", sa.BigInteger, nullable=False),
    comment="The number of the last event about each subject",
)

seen_events = sa.Table(
    "seen_events",
    metadata,
    sa.Column("event_id", sa.Uuid, primary_key=True),
    sa.Column("handler", sa.Text, primary_key=True),
    sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    comment="The inbox: which subscriber has taken which event into account",
)

answered_requests = sa.Table(
    "answered_requests",
    metadata,
    sa.Column("operation", sa.Text, primary_key=True),
    sa.Column("caller", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("body_sha256", sa.LargeBinary, nullable=False),
    sa.Column("response", sa.JSON(none_as_null=False)),
    sa.Column(
        "created_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now(), index=True
    ),
    comment="Answers kept for repeats of the same request",
)

journal = sa.Table(
    "journal",
    metadata,
    sa.Column("position", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("process", sa.Text, nullable=False),
    sa.Column("actor", sa.Uuid),
    sa.Column("acting_as", sa.Uuid),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False, index=True),
    sa.Column("correlation_id", sa.Text, nullable=False),
    sa.Column("detail", JSONB, nullable=False),
    sa.Column("number", sa.BigInteger, unique=True),
    sa.Column("previous_hash", sa.LargeBinary),
    sa.Column("hash", sa.LargeBinary),
    sa.Index("journal_unsealed_idx", "position", postgresql_where=sa.text("number IS NULL")),
    sa.Index("journal_actor_idx", "actor", "number", postgresql_where=sa.text("actor IS NOT NULL")),
    comment="Who did what, append-only; sealed entries are numbered and chained by hash",
)

merged_people = sa.Table(
    "merged_people",
    metadata,
    sa.Column("merged_id", sa.Uuid, primary_key=True),
    sa.Column("kept_id", sa.Uuid, nullable=False, index=True),
    sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("merged_id <> kept_id", name="another"),
    comment="Which account each merged one has become; of a chain of mergers, the last",
)
