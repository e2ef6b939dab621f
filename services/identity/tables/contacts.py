"""How lately contacts were checked, and which are about to change."""

from __future__ import annotations

import sqlalchemy as sa

from kernel.columns import InstantColumn
from services.identity.domain.contacts import ContactRecord
from services.identity.tables.accounts import people
from services.identity.tables.schema import mapper, metadata

contacts = sa.Table(
    "contacts",
    metadata,
    sa.Column("person_id", sa.ForeignKey(people.c.person_id, ondelete="CASCADE"), primary_key=True),
    sa.Column("checked_at", InstantColumn, nullable=False, index=True),
    sa.Column("reminded_at", InstantColumn),
    sa.Column("sealed_phone", sa.LargeBinary),
    sa.Column("sealed_email", sa.LargeBinary),
    # Read by releases before `people` had such a column; a migration of the next one drops it.
    sa.Column("email_proved_at", InstantColumn),
    comment="Of an account without a row, contacts were checked when it was registered",
)

mapper.map_imperatively(ContactRecord, contacts, exclude_properties=["email_proved_at"])
