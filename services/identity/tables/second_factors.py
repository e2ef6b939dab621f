"""Second factors, and what people have been asked to show."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.identity.domain.challenges import ChallengePurpose, PendingChallenge
from services.identity.domain.factors import PasskeyFactor, TotpFactor
from services.identity.tables.accounts import people
from services.identity.tables.schema import mapper, metadata

totp_factors = sa.Table(
    "totp_factors",
    metadata,
    sa.Column("person_id", sa.ForeignKey(people.c.person_id, ondelete="CASCADE"), primary_key=True),
    sa.Column("sealed_secret", sa.LargeBinary, nullable=False),
    sa.Column("begun_at", InstantColumn, nullable=False),
    sa.Column("confirmed_at", InstantColumn),
    sa.Column("used_steps", ARRAY(sa.BigInteger, as_tuple=True), nullable=False),
)
passkeys = sa.Table(
    "passkeys",
    metadata,
    sa.Column("passkey_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.ForeignKey(people.c.person_id, ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("credential_id", sa.LargeBinary, nullable=False, unique=True),
    sa.Column("public_key", sa.LargeBinary, nullable=False),
    sa.Column("sign_count", sa.BigInteger, nullable=False),
    sa.Column("sealed_label", sa.LargeBinary, nullable=False),
    sa.Column("enrolled_at", InstantColumn, nullable=False),
    sa.Column("used_at", InstantColumn),
)
recovery_codes = sa.Table(
    "recovery_codes",
    metadata,
    sa.Column("person_id", sa.ForeignKey(people.c.person_id, ondelete="CASCADE"), primary_key=True),
    sa.Column("code_sha256", sa.LargeBinary, primary_key=True),
    sa.Column("used_at", InstantColumn),
)
challenges = sa.Table(
    "challenges",
    metadata,
    sa.Column("challenge_sha256", sa.LargeBinary, primary_key=True),
    sa.Column("purpose", ChoiceColumn(ChallengePurpose), nullable=False),
    sa.Column("person_id", sa.ForeignKey(people.c.person_id, ondelete="CASCADE"), nullable=False),
    sa.Column("session_id", sa.Uuid, nullable=False),
    sa.Column("sealed_device", sa.LargeBinary),
    sa.Column("shown", sa.Text),
    sa.Column("wrong_tries", sa.Integer, nullable=False),
    sa.Column("made_at", InstantColumn, nullable=False, index=True),
    sa.Column("ended_at", InstantColumn),
    one_of("purpose", ChallengePurpose),
    comment="What people have been asked for in the last minutes",
)

mapper.map_imperatively(TotpFactor, totp_factors)
mapper.map_imperatively(PasskeyFactor, passkeys)
mapper.map_imperatively(PendingChallenge, challenges)
