"""Programs of organisations, what they were given, and what they have signed."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from kernel.columns import InstantColumn
from services.identity.domain.clients import ApiClient, ClientToken
from services.identity.tables.register import organisations
from services.identity.tables.schema import mapper, metadata

clients = sa.Table(
    "clients",
    metadata,
    sa.Column("client_id", sa.Uuid, primary_key=True),
    sa.Column("organisation_id", sa.ForeignKey(organisations.c.organisation_id), nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("scopes", ARRAY(sa.Text, as_tuple=True), nullable=False),
    sa.Column("secret_sha256", sa.LargeBinary),
    sa.Column("public_key", JSONB(none_as_null=True)),
    sa.Column("registered_at", InstantColumn, nullable=False),
    sa.Column("closed_at", InstantColumn),
    sa.CheckConstraint("(secret_sha256 IS NULL) <> (public_key IS NULL)", name="proof"),
)
client_tokens = sa.Table(
    "client_tokens",
    metadata,
    sa.Column("token_id", sa.Uuid, primary_key=True),
    sa.Column("client_id", sa.ForeignKey(clients.c.client_id), nullable=False, index=True),
    sa.Column("scopes", ARRAY(sa.Text, as_tuple=True), nullable=False),
    sa.Column("issued_at", InstantColumn, nullable=False),
    sa.Column("expires_at", InstantColumn, nullable=False, index=True),
    sa.Column("revoked_at", InstantColumn),
)
client_assertions = sa.Table(
    "client_assertions",
    metadata,
    sa.Column("client_id", sa.ForeignKey(clients.c.client_id), primary_key=True),
    sa.Column("jti_sha256", sa.LargeBinary, primary_key=True),
    sa.Column("expires_at", InstantColumn, nullable=False, index=True),
    comment="What was signed once counts once, until it expires",
)

mapper.map_imperatively(ApiClient, clients)
mapper.map_imperatively(ClientToken, client_tokens)
