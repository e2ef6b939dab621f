"""Passports, as people have stated them."""

from __future__ import annotations

import sqlalchemy as sa

from kernel.columns import InstantColumn
from services.identity.domain.passports import StatedPassport
from services.identity.tables.accounts import people
from services.identity.tables.schema import mapper, metadata

passports = sa.Table(
    "passports",
    metadata,
    sa.Column("person_id", sa.ForeignKey(people.c.person_id, ondelete="CASCADE"), primary_key=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    # Not unique: whoever types the numbers of another must not lock them out.
    sa.Column("digest", sa.LargeBinary, nullable=False, index=True),
    sa.Column("stated_at", InstantColumn, nullable=False),
    comment="Sealed, and found by a keyed digest of series and number",
)

mapper.map_imperatively(StatedPassport, passports)
