"""Accounts: persons, and the proof that a phone is in their hand."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from contracts.identity.accounts import Delivery, PersonState
from contracts.identity.codes import CodeOutcome
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.identity.domain.codes import OneTimeCode, PhoneProof
from services.identity.domain.person import Person
from services.identity.tables.schema import mapper, metadata

people = sa.Table(
    "people",
    metadata,
    sa.Column("person_id", sa.Uuid, primary_key=True),
    sa.Column("state", ChoiceColumn(PersonState), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("snils_digest", sa.LargeBinary, nullable=False),
    sa.Column("inn_digest", sa.LargeBinary, nullable=False),
    sa.Column("phone_digest", sa.LargeBinary, nullable=False),
    sa.Column("email_digest", sa.LargeBinary, nullable=False),
    sa.Column("whole_digest", sa.LargeBinary, nullable=False),
    sa.Column("password_hash", sa.Text, nullable=False),
    sa.Column("registered_at", InstantColumn, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("email_proved_at", InstantColumn),
    sa.Column("merged_into", sa.ForeignKey("people.person_id")),
    one_of("state", PersonState),
    comment="Accounts; personal data are sealed, and found by keyed digests",
)
# Whoever proves the phone first holds the numbers, and whoever proves the address holds that; before,
# anybody may have typed them.
PROVEN = people.c.state != sa.literal_column(f"'{PersonState.NEW.value}'")
UNPROVEN = sa.not_(PROVEN)
EMAIL_PROVED = people.c.email_proved_at.is_not(None)
LOGINS = people.c.snils_digest, people.c.phone_digest
for digest in (*LOGINS, people.c.inn_digest):
    sa.Index(f"people_{digest.name}_key", digest, unique=True, postgresql_where=PROVEN)
sa.Index("people_email_key", people.c.email_digest, unique=True, postgresql_where=EMAIL_PROVED)
# Also of those who only typed it.
sa.Index("people_email_digest", people.c.email_digest, postgresql_where=PROVEN)
sa.Index("people_whole_digest_key", people.c.whole_digest, unique=True, postgresql_where=UNPROVEN)
# Releases before addresses had to be proved look for those, too; a migration of the next one drops that one.
for digest in (*LOGINS, people.c.email_digest):
    sa.Index(f"people_unproven_{digest.name}", digest, postgresql_where=UNPROVEN)

phone_proofs = sa.Table(
    "phone_proofs",
    metadata,
    sa.Column("person_id", sa.ForeignKey(people.c.person_id, ondelete="CASCADE"), primary_key=True),
    sa.Column("wrong_tries", sa.Integer, nullable=False),
    sa.Column("closed_until", InstantColumn),
)
codes = sa.Table(
    "codes",
    metadata,
    sa.Column("code_id", sa.Uuid, primary_key=True),
    # No foreign key: what was sent to a phone counts even if the account it was for is gone.
    sa.Column("person_id", sa.Uuid, nullable=False, index=True),
    sa.Column("phone_digest", sa.LargeBinary, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False),
    sa.Column("issued_at", InstantColumn, nullable=False, index=True),
    sa.Column("expires_at", InstantColumn, nullable=False),
    sa.Column("replaced_at", InstantColumn),
    sa.Column("delivery", ChoiceColumn(Delivery)),
    one_of("delivery", Delivery),
    sa.Index("codes_to_phone", "phone_digest", "issued_at"),
    comment="One-time codes of the last hours, as keyed digests",
)

code_outcomes = sa.Table(
    "code_outcomes",
    metadata,
    sa.Column("place", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("at", InstantColumn, nullable=False),
    sa.Column("outcome", ChoiceColumn(CodeOutcome), nullable=False),
    one_of("outcome", CodeOutcome),
    sa.Index("code_outcomes_at", "at"),
    comment="What became of each one-time code that was sent or typed; of whose, nothing",
)

mapper.map_imperatively(Person, people, version_id_col=people.c.version)
mapper.map_imperatively(OneTimeCode, codes)
mapper.map_imperatively(
    PhoneProof,
    phone_proofs,
    properties={
        "codes": relationship(
            OneTimeCode,
            primaryjoin=phone_proofs.c.person_id == sa.orm.foreign(codes.c.person_id),
            order_by=codes.c.issued_at,
            lazy="raise",
            passive_deletes="all",
        )
    },
)
