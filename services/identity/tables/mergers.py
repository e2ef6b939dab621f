"""The ways into accounts that were merged: they open nothing, but explain themselves."""

from __future__ import annotations

import sqlalchemy as sa

from services.identity.domain.mergers import FormerLogin
from services.identity.tables.accounts import people
from services.identity.tables.schema import mapper, metadata

former_logins = sa.Table(
    "former_logins",
    metadata,
    sa.Column("person_id", sa.ForeignKey(people.c.person_id), primary_key=True),
    sa.Column("snils_digest", sa.LargeBinary, nullable=False, index=True),
    sa.Column("phone_digest", sa.LargeBinary, nullable=False, index=True),
    sa.Column("email_digest", sa.LargeBinary, nullable=False, index=True),
    sa.Column("password_hash", sa.Text, nullable=False),
    comment="Logins and passwords of merged accounts: who knows both is told where the account has gone",
)

mapper.map_imperatively(FormerLogin, former_logins)
