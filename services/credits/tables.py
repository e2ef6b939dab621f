"""The schema of credits, and how its aggregates are stored in it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, ExcludeConstraint
from sqlalchemy.orm import attribute_keyed_dict, registry, relationship
from sqlalchemy.types import TypeDecorator

from contracts.catalogue.activities import ActivityKind
from contracts.credits.cycles import BasisKind
from contracts.credits.policies import RuleTrace
from kernel import wire
from kernel.columns import ChoiceColumn, CreditsColumn, InstantColumn, one_of
from kernel.database import new_metadata
from services.credits.domain.claim import Claim
from services.credits.domain.cycle import AppliedExtension, Cycle
from services.credits.domain.ledger import Account, Balance, Entry, Leg

metadata = new_metadata()


class TracesColumn(TypeDecorator[tuple[RuleTrace, ...]]):
    """The traces of a verdict as JSON."""

    impl = JSONB
    cache_ok = True

    def process_bind_param(self, value: tuple[RuleTrace, ...] | None, dialect: sa.Dialect) -> Any:
        return None if value is None else [wire.dump(trace) for trace in value]

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> tuple[RuleTrace, ...] | None:
        return None if value is None else tuple(wire.load(RuleTrace, trace) for trace in value)


policies = sa.Table(
    "policies",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("valid_from", sa.Date, primary_key=True),
    sa.Column("valid_before", sa.Date),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("legal_act", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("verified", sa.Boolean, nullable=False),
    sa.CheckConstraint("valid_from < valid_before", name="period"),
    ExcludeConstraint(
        ("key", "="),
        (sa.text("daterange(valid_from, valid_before)"), "&&"),
        name="policies_one_at_a_time",
        deferrable=True,
        initially="DEFERRED",
    ),
    comment="The law as dated data; loaded from data/policies.csv, never deleted",
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
    comment="Decrees that put off the expiry of documents; loaded from data/validity_extensions.csv",
)

designations = sa.Table(
    "designations",
    metadata,
    sa.Column("activity_id", sa.Uuid, primary_key=True),
    sa.Column("activity_version", sa.Integer, primary_key=True),
    sa.Column("credits", CreditsColumn, nullable=False),
    comment="Our copy of what the catalogue has approved each version of an activity for",
)

cycles = sa.Table(
    "cycles",
    metadata,
    sa.Column("cycle_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("speciality", sa.Text, nullable=False),
    sa.Column("basis", ChoiceColumn(BasisKind), nullable=False),
    sa.Column("basis_sealed", sa.LargeBinary, nullable=False),
    sa.Column("starts_on", sa.Date, nullable=False),
    sa.Column("ends_before", sa.Date, nullable=False),
    sa.Column("opened_at", InstantColumn, nullable=False),
    one_of("basis", BasisKind),
    sa.CheckConstraint("starts_on < ends_before", name="period"),
    # Also the index by which a person's cycles are found.
    ExcludeConstraint(
        ("person_id", "="),
        ("speciality", "="),
        (sa.text("daterange(starts_on, ends_before)"), "&&"),
        name="cycles_overlap",
    ),
    sa.Index("cycles_of_person", "person_id"),
)

cycle_extensions = sa.Table(
    "cycle_extensions",
    metadata,
    sa.Column("cycle_id", sa.ForeignKey(cycles.c.cycle_id), primary_key=True),
    sa.Column("extension", sa.ForeignKey(extensions.c.code), primary_key=True),
    sa.Column("legal_act", sa.Text, nullable=False),
    sa.Column("ended_before", sa.Date, nullable=False),
    sa.Column("ends_before", sa.Date, nullable=False),
    sa.Column("applied_at", InstantColumn, nullable=False),
    comment="Which decree has put off the end of which cycle",
)

accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("cycle_id", sa.ForeignKey(cycles.c.cycle_id), primary_key=True),
    sa.Column("balance", CreditsColumn, nullable=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("head", sa.LargeBinary, nullable=False),
    sa.CheckConstraint("balance >= 0", name="balance"),
    comment="The sum of each cycle and the end of its chain; equal to the ledger at every commit",
)

balances = sa.Table(
    "balances",
    metadata,
    sa.Column("cycle_id", sa.ForeignKey(accounts.c.cycle_id), primary_key=True),
    sa.Column("kind", ChoiceColumn(ActivityKind), primary_key=True),
    sa.Column("credits", CreditsColumn, nullable=False),
    one_of("kind", ActivityKind),
    sa.CheckConstraint("credits >= 0", name="credits"),
    comment="The sum of each cycle by kind of activity; equal to the ledger at every commit",
)

entries = sa.Table(
    "entries",
    metadata,
    sa.Column("entry_id", sa.Uuid, primary_key=True),
    sa.Column("cycle_id", sa.ForeignKey(accounts.c.cycle_id), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("activity_id", sa.Uuid, nullable=False),
    sa.Column("activity_number", sa.Text),
    sa.Column("kind", ChoiceColumn(ActivityKind), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("credits", CreditsColumn, nullable=False),
    sa.Column("completed_on", sa.Date, nullable=False),
    sa.Column("enrolment_id", sa.Uuid),
    sa.Column("posted_at", InstantColumn, nullable=False),
    sa.Column("actor", sa.Uuid),
    sa.Column("reason", sa.Text),
    sa.Column("reverses", sa.ForeignKey("entries.entry_id"), unique=True),
    sa.Column("traces", TracesColumn, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    one_of("kind", ActivityKind),
    sa.CheckConstraint("credits > 0", name="credits"),
    sa.UniqueConstraint("cycle_id", "number"),
    sa.Index("entries_of_person", "person_id", "entry_id"),
    comment="The ledger, append-only; the entries of a cycle are numbered and chained by hash",
)

legs = sa.Table(
    "legs",
    metadata,
    sa.Column("entry_id", sa.ForeignKey(entries.c.entry_id), primary_key=True),
    sa.Column("account", sa.Text, primary_key=True),
    sa.Column("amount", sa.Numeric(7, 1), nullable=False),
    sa.Index("legs_of_account", "account"),
    comment="Two of each entry, append-only; they sum to zero",
)

credited = sa.Table(
    "credited",
    metadata,
    sa.Column("cycle_id", sa.ForeignKey(accounts.c.cycle_id), primary_key=True),
    sa.Column("activity_id", sa.Uuid, primary_key=True),
    sa.Column("entry_id", sa.ForeignKey(entries.c.entry_id), nullable=False, unique=True),
    comment="What counts now: posted and not reversed. An activity counts once in a cycle",
)

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
    one_of("kind", ActivityKind),
    comment="Claims that broke a rule, with its code; settled once they are posted after all",
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

mapper = registry(metadata=metadata)
mapper.map_imperatively(AppliedExtension, cycle_extensions)
mapper.map_imperatively(
    Cycle,
    cycles,
    properties={
        "extensions": relationship(
            AppliedExtension, lazy="raise", order_by=cycle_extensions.c.ended_before, passive_deletes="all"
        )
    },
)
mapper.map_imperatively(Balance, balances)
mapper.map_imperatively(
    Account,
    accounts,
    properties={
        "by_kind": relationship(
            Balance, lazy="raise", collection_class=attribute_keyed_dict("kind"), passive_deletes="all"
        )
    },
)
mapper.map_imperatively(Leg, legs)
mapper.map_imperatively(
    Entry, entries, properties={"legs": relationship(Leg, lazy="raise", passive_deletes="all")}
)
