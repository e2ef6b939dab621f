"""The schema of identity, and how its domain is stored in it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import registry, relationship

from contracts.identity.accounts import Delivery, PersonState
from contracts.identity.organisations import OrganisationKind
from kernel.columns import ChoiceColumn, InstantColumn, ValueColumn, one_of
from kernel.database import new_metadata
from kernel.identifiers import Ogrn, OrganisationInn
from kernel.values import Role
from services.identity.domain.codes import OneTimeCode, PhoneProof
from services.identity.domain.logins import LogInGuard
from services.identity.domain.organisations import Grant, Organisation
from services.identity.domain.person import Person
from services.identity.domain.sessions import Ending, UserSession
from services.identity.domain.signing import SigningKey

metadata = new_metadata()

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
    one_of("state", PersonState),
    comment="Accounts; personal data are sealed, and found by keyed digests",
)
# Whoever proves the phone first holds the numbers; before that anybody may have typed them.
PROVEN = people.c.state != sa.literal_column(f"'{PersonState.NEW.value}'")
UNPROVEN = sa.not_(PROVEN)
LOGINS = people.c.snils_digest, people.c.phone_digest, people.c.email_digest
for digest in (*LOGINS, people.c.inn_digest):
    sa.Index(f"people_{digest.name}_key", digest, unique=True, postgresql_where=PROVEN)
sa.Index("people_whole_digest_key", people.c.whole_digest, unique=True, postgresql_where=UNPROVEN)
for digest in LOGINS:
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
organisations = sa.Table(
    "organisations",
    metadata,
    sa.Column("organisation_id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", ChoiceColumn(OrganisationKind), nullable=False),
    sa.Column("inn", ValueColumn(OrganisationInn), nullable=False, unique=True),
    sa.Column("ogrn", ValueColumn(Ogrn), nullable=False),
    sa.Column("kpp", sa.Text, nullable=False),
    one_of("kind", OrganisationKind),
)
grants = sa.Table(
    "grants",
    metadata,
    sa.Column("grant_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.ForeignKey(people.c.person_id), nullable=False),
    sa.Column("role", ChoiceColumn(Role), nullable=False),
    sa.Column("organisation_id", sa.ForeignKey(organisations.c.organisation_id)),
    sa.Column("granted_at", InstantColumn, nullable=False),
    sa.UniqueConstraint("person_id", "role", "organisation_id", postgresql_nulls_not_distinct=True),
    one_of("role", Role),
)

mapper = registry(metadata=metadata)
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
mapper.map_imperatively(LogInGuard, log_in_guards)
mapper.map_imperatively(UserSession, sessions)
mapper.map_imperatively(SigningKey, signing_keys)
mapper.map_imperatively(Organisation, organisations)
mapper.map_imperatively(Grant, grants)
