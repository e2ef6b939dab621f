"""What stood out in attempts, and the figures of questions."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.catalogue.signals import SignalKind
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.catalogue.tables.attempts import attempts
from services.catalogue.tables.schema import metadata

attempt_signals = sa.Table(
    "attempt_signals",
    metadata,
    sa.Column("attempt_id", sa.ForeignKey(attempts.c.attempt_id), primary_key=True),
    sa.Column("kind", ChoiceColumn(SignalKind), primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
    sa.Column("limit", sa.Integer, nullable=False),
    sa.Column("basis", sa.Integer, nullable=False),
    sa.Column("found_at", InstantColumn, nullable=False),
    one_of("kind", SignalKind),
    comment="Evidence, never a verdict: what stood out in an attempt",
)

attempts_examined = sa.Table(
    "attempts_examined",
    metadata,
    sa.Column("attempt_id", sa.ForeignKey(attempts.c.attempt_id), primary_key=True),
    sa.Column("examined_at", InstantColumn),
    comment="Finished attempts, and when they were looked through",
)
sa.Index(
    "attempts_unexamined",
    attempts_examined.c.attempt_id,
    postgresql_where=attempts_examined.c.examined_at.is_(None),
)

item_statistics = sa.Table(
    "item_statistics",
    metadata,
    sa.Column("item_id", sa.Uuid, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("provider_id", sa.Uuid, nullable=False),
    sa.Column("answers", sa.Integer, nullable=False),
    sa.Column("right_share", sa.Numeric(5, 1), nullable=False),
    sa.Column("discrimination", sa.Numeric(4, 3)),
    sa.Column("mean_seconds", sa.Numeric(8, 1), nullable=False),
    sa.Column("exposure", sa.Numeric(5, 1), nullable=False),
    sa.Column("computed_at", InstantColumn, nullable=False),
    sa.ForeignKeyConstraint(["item_id", "version"], ["item_versions.item_id", "item_versions.version"]),
    comment="How each version of a question has done, as the last round has seen",
)
sa.Index(
    "item_statistics_of_provider",
    item_statistics.c.provider_id,
    item_statistics.c.item_id,
    item_statistics.c.version,
)
