"""The ledger, and the sums that stand beside it."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.catalogue.activities import ActivityKind
from kernel.columns import ChoiceColumn, CreditsColumn, InstantColumn, one_of
from services.credits.tables.columns import TracesColumn, metadata
from services.credits.tables.periods import cycles

designations = sa.Table(
    "designations",
    metadata,
    sa.Column("activity_id", sa.Uuid, primary_key=True),
    sa.Column("activity_version", sa.Integer, primary_key=True),
    sa.Column("credits", CreditsColumn, nullable=False),
    sa.Column("starts_at", InstantColumn),
    sa.Column("ends_at", InstantColumn),
    comment="Our copy of what the catalogue has approved each version of an activity for",
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

carried_entries = sa.Table(
    "carried_entries",
    metadata,
    sa.Column("entry_id", sa.ForeignKey(entries.c.entry_id), primary_key=True),
    sa.Column("carried_from", sa.ForeignKey(entries.c.entry_id), nullable=False, unique=True),
    comment="Which entry goes on from which of an account merged since; rows are only ever added",
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

day_sums = sa.Table(
    "day_sums",
    metadata,
    sa.Column("cycle_id", sa.ForeignKey(accounts.c.cycle_id), primary_key=True),
    sa.Column("kind", ChoiceColumn(ActivityKind), primary_key=True),
    sa.Column("completed_on", sa.Date, primary_key=True),
    sa.Column("credits", CreditsColumn, nullable=False),
    one_of("kind", ActivityKind),
    sa.CheckConstraint("credits >= 0", name="credits"),
    comment="The sum of each cycle by kind and day of completion; equal to the ledger at every commit",
)

# Written and read by services of the schema before 0021 only; goes when none of them runs.
suspensions = sa.Table(
    "suspensions",
    metadata,
    sa.Column("activity_id", sa.Uuid, primary_key=True),
    sa.Column("since", sa.Date, primary_key=True),
    sa.Column("before", sa.Date),
    comment="The days on which activities earned nothing, as the catalogue told",
)

activity_measures = sa.Table(
    "activity_measures",
    metadata,
    sa.Column("activity_id", sa.Uuid, primary_key=True),
    sa.Column("at", InstantColumn, primary_key=True),
    sa.Column("is_suspended", sa.Boolean, nullable=False),
    comment="Since which moments an activity earned nothing, or earned again",
)

providers_of = sa.Table(
    "providers_of",
    metadata,
    sa.Column("activity_id", sa.Uuid, primary_key=True),
    sa.Column("provider_id", sa.Uuid, nullable=False),
    comment="Our copy of whose each activity is",
)

provider_measures = sa.Table(
    "provider_measures",
    metadata,
    sa.Column("provider_id", sa.Uuid, primary_key=True),
    sa.Column("at", InstantColumn, primary_key=True),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("is_suspended", sa.Boolean, nullable=False),
    comment="From which days on all of a provider's activities earned nothing, or earned again",
)

credited = sa.Table(
    "credited",
    metadata,
    sa.Column("cycle_id", sa.ForeignKey(accounts.c.cycle_id), primary_key=True),
    sa.Column("activity_id", sa.Uuid, primary_key=True),
    sa.Column("entry_id", sa.ForeignKey(entries.c.entry_id), nullable=False, unique=True),
    comment="What counts now: posted and not reversed. An activity counts once in a cycle",
)
