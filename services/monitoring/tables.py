"""The schema of monitoring. Plain tables: nothing here is an aggregate."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from kernel.database import new_metadata

Row = Any  # of a plain select: SQLAlchemy types rows by their columns, here they are known by name

metadata = new_metadata()

event_log = sa.Table(
    "event_log",
    metadata,
    sa.Column("position", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("event_id", sa.Uuid, nullable=False, unique=True),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("body", JSONB, nullable=False),
)
sa.Index("event_log_by_type", event_log.c.type, event_log.c.position)
sa.Index("event_log_by_subject", event_log.c.subject, event_log.c.position)

consents = sa.Table(
    "consents",
    metadata,
    sa.Column("consent_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("recipient_id", sa.Uuid, nullable=False),
    sa.Column("stands", sa.Boolean, nullable=False),
    # The position of the log at which it ended, where it had begun.
    sa.Column("ended_at", sa.BigInteger),
    sa.Index("consents_of_recipient", "recipient_id", "person_id"),
    comment="Of whom an organisation may be told; one that was withdrawn never stands again",
)

cells = sa.Table(
    "cells",
    metadata,
    sa.Column("indicator", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("dimension", sa.Text, primary_key=True),
    sa.Column("total", sa.Numeric(14, 1), nullable=False),
    # None where the indicator counts things without people behind them.
    sa.Column("persons", sa.Integer),
)

contributors = sa.Table(
    "contributors",
    metadata,
    sa.Column("indicator", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("dimension", sa.Text, primary_key=True),
    sa.Column("person_id", sa.Uuid, primary_key=True),
)

journal_heads = sa.Table(
    "journal_heads",
    metadata,
    sa.Column("position", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("service", sa.Text, nullable=False),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
    # Two hashes of one number are kept: one of them is forged.
    sa.UniqueConstraint("service", "number", "hash"),
    comment="Where the journals of all services ended, hour by hour; only ever added to",
)

parked = sa.Table(
    "parked",
    metadata,
    sa.Column("parked_id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("message_key", sa.Text, nullable=False),
    sa.Column("queue", sa.Text, nullable=False),
    sa.Column("event_type", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("parked_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("body", JSONB, nullable=False),
    sa.Column("settled", sa.Text),
    sa.CheckConstraint("settled IN ('redelivered', 'dropped')", name="settled"),
)
# A message may be parked again after it was redelivered, but waits only once.
sa.Index("parked_waiting", parked.c.message_key, unique=True, postgresql_where=parked.c.settled.is_(None))

anomaly_rules = sa.Table(
    "anomaly_rules",
    metadata,
    sa.Column("rule", sa.Text, primary_key=True),
    sa.Column("valid_from", sa.Date, primary_key=True),
    sa.Column("valid_before", sa.Date),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("whose", sa.Text, nullable=False),
    sa.Column("measure", sa.Text, nullable=False),
    sa.Column("most", sa.Integer, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("title_ru", sa.Text, nullable=False),
    sa.Column("title_en", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("verified", sa.Boolean, nullable=False),
)

followed = sa.Table(
    "followed",
    metadata,
    sa.Column("service", sa.Text, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
    comment="How far each journal was looked through for anomalies",
)

sightings = sa.Table(
    "sightings",
    metadata,
    sa.Column("sighting_id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    comment="Lines that a rule counts; forgotten when no window reaches back to them",
)
sa.Index("sightings_by_rule", sightings.c.rule, sightings.c.about, sightings.c.at)
sa.Index("sightings_by_time", sightings.c.at)

anomalies = sa.Table(
    "anomalies",
    metadata,
    sa.Column("anomaly_id", sa.Uuid, primary_key=True),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("most", sa.Integer, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("title_ru", sa.Text, nullable=False),
    sa.Column("title_en", sa.Text, nullable=False),
    sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("note", sa.Text),
    sa.Column("settled_by", sa.Uuid),
    sa.Column("settled_at", sa.DateTime(timezone=True)),
    sa.CheckConstraint("state IN ('open', 'explained', 'confirmed')", name="state"),
)
# What nobody has looked at yet grows, and is not announced again.
sa.Index(
    "anomalies_open",
    anomalies.c.rule,
    anomalies.c.about,
    unique=True,
    postgresql_where=anomalies.c.state == "open",
)
