"""What became of cycles; rows are only ever added."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.credits.policies import Outcome
from kernel.columns import ChoiceColumn, CreditsColumn, InstantColumn, one_of
from services.credits.tables.columns import metadata
from services.credits.tables.periods import cycles

renewals = sa.Table(
    "renewals",
    metadata,
    sa.Column("cycle_id", sa.ForeignKey(cycles.c.cycle_id), primary_key=True),
    sa.Column("next_cycle_id", sa.ForeignKey(cycles.c.cycle_id), nullable=False, unique=True),
    sa.Column("ended_before", sa.Date, nullable=False),
    sa.Column("ends_before", sa.Date, nullable=False),
    sa.Column("renewed_at", InstantColumn, nullable=False),
    comment="Which cycle gave way to which",
)

reconciliations = sa.Table(
    "reconciliations",
    metadata,
    sa.Column("cycle_id", sa.ForeignKey(cycles.c.cycle_id), primary_key=True),
    sa.Column("basis_sealed", sa.LargeBinary, nullable=False),
    sa.Column("reconciled_at", InstantColumn, nullable=False),
    comment="The numbers of basis documents that had none when their cycle began",
)

checkpoints = sa.Table(
    "checkpoints",
    metadata,
    sa.Column("cycle_id", sa.ForeignKey(cycles.c.cycle_id), primary_key=True),
    sa.Column("months", sa.Integer, primary_key=True),
    sa.Column("due", sa.Date, nullable=False),
    sa.Column("target", CreditsColumn, nullable=False),
    sa.Column("found", CreditsColumn, nullable=False),
    sa.Column("outcome", ChoiceColumn(Outcome), nullable=False),
    sa.Column("taken_at", InstantColumn, nullable=False),
    one_of("outcome", Outcome),
    comment="The reviews of each cycle, as they came out when they fell due",
)

closings = sa.Table(
    "closings",
    metadata,
    sa.Column("cycle_id", sa.ForeignKey(cycles.c.cycle_id), primary_key=True),
    sa.Column("ends_before", sa.Date, primary_key=True),
    sa.Column("balance", CreditsColumn, nullable=False),
    sa.Column("head", sa.LargeBinary, nullable=False),
    sa.Column("closed_at", InstantColumn, nullable=False),
    comment="What each cycle came to when no claim for it was accepted any more",
)
