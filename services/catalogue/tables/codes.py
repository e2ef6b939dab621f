"""Confirmation codes, and who has tried wrong ones."""

from __future__ import annotations

import sqlalchemy as sa

from kernel.columns import InstantColumn
from services.catalogue.domain.confirmation import CodeBatch, Tries
from services.catalogue.tables.activities import activities
from services.catalogue.tables.schema import mapper, metadata

code_batches = sa.Table(
    "code_batches",
    metadata,
    sa.Column("batch_id", sa.Uuid, primary_key=True),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), nullable=False),
    sa.Column("provider_id", sa.Uuid, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("attended_on", sa.Date, nullable=False),
    sa.Column("expires_on", sa.Date, nullable=False),
    sa.Column("issued_by", sa.Uuid, nullable=False),
    sa.Column("issued_at", InstantColumn, nullable=False),
    sa.Column("taken_at", InstantColumn),
    sa.Column("revoked_at", InstantColumn),
    sa.CheckConstraint("count > 0", name="count"),
    comment="Confirmation codes as they were asked for; they are made when they are taken",
)
sa.Index("code_batches_of_activity", code_batches.c.activity_id, code_batches.c.batch_id)

confirmation_codes = sa.Table(
    "confirmation_codes",
    metadata,
    sa.Column("digest", sa.LargeBinary, primary_key=True),
    sa.Column("batch_id", sa.ForeignKey(code_batches.c.batch_id), nullable=False, index=True),
    sa.Column("person_id", sa.Uuid),
    sa.Column("redeemed_at", InstantColumn),
    sa.CheckConstraint("(person_id IS NULL) = (redeemed_at IS NULL)", name="redeemed"),
    comment="Keyed hashes of the codes, and who has claimed with which",
)

code_refusals = sa.Table(
    "code_refusals",
    metadata,
    sa.Column("batch_id", sa.ForeignKey(code_batches.c.batch_id), primary_key=True),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("refused_at", InstantColumn, nullable=False),
    comment="Batches for a day that has turned out to earn nothing, noted when a code of them was tried",
)

code_tries = sa.Table(
    "code_tries",
    metadata,
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("wrong", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("since", InstantColumn),
    sa.Column("times", sa.Integer, nullable=False, server_default=sa.text("0")),
    sa.Column("closed_until", InstantColumn),
    comment="Wrong codes of each person of late",
)

mapper.map_imperatively(CodeBatch, code_batches)
mapper.map_imperatively(Tries, code_tries)
