"""Sessions, the keys that sign their tokens, and what stands before the door."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.identity.domain.logins import AddressGuard, LogInGuard
from services.identity.domain.organisations import ActsFor
from services.identity.domain.resets import Reset
from services.identity.domain.sessions import Ending, UserSession
from services.identity.domain.signing import SigningKey
from services.identity.tables.accounts import people
from services.identity.tables.schema import mapper, metadata

log_in_guards = sa.Table(
    "log_in_guards",
    metadata,
    sa.Column("login_digest", sa.LargeBinary, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("tried_at", InstantColumn, nullable=False, index=True),
    sa.Column("closed_until", InstantColumn),
)
address_guards = sa.Table(
    "address_guards",
    metadata,
    sa.Column("address_digest", sa.LargeBinary, primary_key=True),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("counted_from", InstantColumn, nullable=False, index=True),
    sa.Column("closed_until", InstantColumn),
)
password_resets = sa.Table(
    "password_resets",
    metadata,
    sa.Column("reset_id", sa.Uuid, primary_key=True),
    sa.Column("login_digest", sa.LargeBinary, nullable=False, index=True),
    sa.Column("person_id", sa.ForeignKey(people.c.person_id, ondelete="CASCADE")),
    sa.Column("code_digest", sa.LargeBinary, nullable=False),
    sa.Column("issued_at", InstantColumn, nullable=False, index=True),
    sa.Column("wrong_tries", sa.Integer, nullable=False),
    sa.Column("ended_at", InstantColumn),
    comment="Codes asked for to replace a password, also by those who have no account",
)
sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("session_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.ForeignKey(people.c.person_id), nullable=False, index=True),
    # Written by releases before devices were sealed; a migration of the next one drops it.
    sa.Column("device", sa.Text),
    sa.Column("sealed_device", sa.LargeBinary),
    sa.Column("sealed_seed", sa.LargeBinary, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("opened_at", InstantColumn, nullable=False, index=True),
    sa.Column("renewed_at", InstantColumn, nullable=False),
    sa.Column("methods", ARRAY(sa.Text, as_tuple=True), nullable=False, server_default="{pwd}"),
    sa.Column("authenticated_at", InstantColumn, nullable=False, server_default=sa.func.now()),
    sa.Column("ended_at", InstantColumn),
    sa.Column("ending", ChoiceColumn(Ending)),
    sa.Column("acts_for", ChoiceColumn(ActsFor), nullable=False, server_default=ActsFor.LATEST.value),
    sa.Column("acting_for", sa.Uuid),
    one_of("ending", Ending),
    one_of("acts_for", ActsFor),
)
refresh_tokens = sa.Table(
    "refresh_tokens",
    metadata,
    sa.Column("token_sha256", sa.LargeBinary, primary_key=True),
    sa.Column("session_id", sa.ForeignKey(sessions.c.session_id, ondelete="CASCADE"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.UniqueConstraint("session_id", "number"),
)
signing_keys = sa.Table(
    "signing_keys",
    metadata,
    sa.Column("kid", sa.Text, primary_key=True),
    sa.Column("sealed_private", sa.LargeBinary, nullable=False),
    sa.Column("public", sa.LargeBinary, nullable=False),
    sa.Column("signs_from", InstantColumn, nullable=False, unique=True),
)

mapper.map_imperatively(LogInGuard, log_in_guards)
mapper.map_imperatively(AddressGuard, address_guards)
mapper.map_imperatively(Reset, password_resets)
mapper.map_imperatively(UserSession, sessions, exclude_properties=["device"])
mapper.map_imperatively(SigningKey, signing_keys)
