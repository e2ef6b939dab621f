"""Accounts that may be of one person."""

from __future__ import annotations

import sqlalchemy as sa

from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.identity.domain.duplicates import Settlement, SuspectedDuplicate
from services.identity.tables.accounts import people
from services.identity.tables.schema import mapper, metadata

duplicates = sa.Table(
    "duplicates",
    metadata,
    sa.Column("duplicate_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.ForeignKey(people.c.person_id), nullable=False),
    sa.Column("other_id", sa.ForeignKey(people.c.person_id), nullable=False),
    sa.Column("field", sa.Text, nullable=False),
    sa.Column("found_at", InstantColumn, nullable=False),
    sa.Column("settlement", ChoiceColumn(Settlement)),
    sa.Column("settled_at", InstantColumn),
    one_of("settlement", Settlement),
    sa.UniqueConstraint("person_id", "other_id", "field"),
)

mapper.map_imperatively(SuspectedDuplicate, duplicates)
