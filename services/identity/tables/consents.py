"""Consents, and the texts that are consented to."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.identity.consents import ConsentLevel
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.identity.domain.consents import Consent
from services.identity.tables.accounts import people
from services.identity.tables.register import organisations
from services.identity.tables.schema import mapper, metadata

consent_texts = sa.Table(
    "consent_texts",
    metadata,
    sa.Column("purpose", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, primary_key=True),
    sa.Column("title_ru", sa.Text, nullable=False),
    sa.Column("title_en", sa.Text, nullable=False),
    sa.Column("text_ru", sa.Text, nullable=False),
    sa.Column("text_en", sa.Text, nullable=False),
    sa.Column("legal_basis", sa.Text, nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_before", sa.Date),
)
consents = sa.Table(
    "consents",
    metadata,
    sa.Column("consent_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.ForeignKey(people.c.person_id), nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("recipient_id", sa.ForeignKey(organisations.c.organisation_id), nullable=False),
    sa.Column("level", ChoiceColumn(ConsentLevel), nullable=False),
    sa.Column("text_version", sa.Text, nullable=False),
    sa.Column("granted_at", InstantColumn, nullable=False),
    sa.Column("withdrawn_at", InstantColumn),
    sa.Column("valid_until", sa.Date),
    sa.ForeignKeyConstraint(("purpose", "text_version"), (consent_texts.c.purpose, consent_texts.c.version)),
    one_of("level", ConsentLevel),
)
# One consent stands for a purpose and a recipient; those before it are its history.
STANDING = consents.c.withdrawn_at.is_(None)
sa.Index(
    "consents_standing_key",
    consents.c.person_id,
    consents.c.purpose,
    consents.c.recipient_id,
    unique=True,
    postgresql_where=STANDING,
)
sa.Index("consents_ending", consents.c.valid_until, postgresql_where=STANDING)
sa.Index("consents_of_person", consents.c.person_id, consents.c.consent_id)

mapper.map_imperatively(Consent, consents)
