"""Sessions, the keys that sign their tokens, and the guards before the door."""

from __future__ import annotations

import sqlalchemy as sa

from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.identity.domain.logins import LogInGuard
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
sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("session_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.ForeignKey(people.c.person_id), nullable=False, index=True),
    sa.Column("device", sa.Text),
    sa.Column("sealed_seed", sa.LargeBinary, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("opened_at", InstantColumn, nullable=False, index=True),
    sa.Column("renewed_at", InstantColumn, nullable=False),
    sa.Column("ended_at", InstantColumn),
    sa.Column("ending", ChoiceColumn(Ending)),
    one_of("ending", Ending),
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
mapper.map_imperatively(UserSession, sessions)
mapper.map_imperatively(SigningKey, signing_keys)
