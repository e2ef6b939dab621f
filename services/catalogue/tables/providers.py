"""Providers, and the applications of organisations to become one."""

from __future__ import annotations

from dataclasses import fields

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import composite

from contracts.catalogue.onboarding import OrganisationCheck, ProviderApplicationState
from contracts.catalogue.providers import ProviderBasis, ProviderState, ProviderTier, ProviderType
from contracts.identity.organisations import OrganisationKind
from kernel.columns import ChoiceColumn, InstantColumn, ValueColumn, one_of
from kernel.identifiers import Kpp, Ogrn, OrganisationInn
from services.catalogue.domain.onboarding import WAITING, ProviderApplication
from services.catalogue.domain.organisation import Organisation
from services.catalogue.domain.provider import Provider
from services.catalogue.domain.requisites import Requisites
from services.catalogue.tables.schema import MessagesColumn, mapper, metadata

organisations = sa.Table(
    "organisations",
    metadata,
    sa.Column("organisation_id", sa.Uuid, primary_key=True),
    sa.Column("kind", ChoiceColumn(OrganisationKind), nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("inn", ValueColumn(OrganisationInn), unique=True),
    one_of("kind", OrganisationKind),
    comment="The register of identity, as its events tell of it",
)

providers = sa.Table(
    "providers",
    metadata,
    sa.Column("provider_id", sa.Uuid, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("type", ChoiceColumn(ProviderType), nullable=False),
    sa.Column("inn", ValueColumn(OrganisationInn)),
    sa.Column("ogrn", ValueColumn(Ogrn)),
    sa.Column("kpp", ValueColumn(Kpp)),
    sa.Column("region", sa.Text),
    sa.Column("licence_number", sa.Text),
    sa.Column("licence_issued_on", sa.Date),
    sa.Column("licence_valid_until", sa.Date),
    sa.Column("tier", ChoiceColumn(ProviderTier), nullable=False),
    sa.Column("basis", ChoiceColumn(ProviderBasis), nullable=False),
    sa.Column("state", ChoiceColumn(ProviderState), nullable=False),
    sa.Column("state_reason", sa.Text),
    sa.Column("state_since", sa.Date),
    sa.Column("decided_by", sa.Uuid),
    sa.Column("approved_cards", sa.Integer, nullable=False),
    sa.Column("admitted_at", InstantColumn, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    one_of("type", ProviderType),
    one_of("tier", ProviderTier),
    one_of("basis", ProviderBasis),
    one_of("state", ProviderState),
    sa.CheckConstraint("(state = 'active') = (state_since IS NULL)", name="state_since"),
    sa.CheckConstraint("tier = 'standard' OR state = 'active'", name="trusted"),
)

provider_applications = sa.Table(
    "provider_applications",
    metadata,
    sa.Column("application_id", sa.Uuid, primary_key=True),
    sa.Column("applicant_id", sa.Uuid, nullable=False),
    sa.Column("organisation_id", sa.Uuid, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("type", ChoiceColumn(ProviderType), nullable=False),
    sa.Column("inn", ValueColumn(OrganisationInn), nullable=False),
    sa.Column("ogrn", ValueColumn(Ogrn), nullable=False),
    sa.Column("kpp", ValueColumn(Kpp), nullable=False),
    sa.Column("region", sa.Text, nullable=False),
    sa.Column("licence_number", sa.Text, nullable=False),
    sa.Column("licence_issued_on", sa.Date, nullable=False),
    sa.Column("licence_valid_until", sa.Date),
    sa.Column("state", ChoiceColumn(ProviderApplicationState), nullable=False),
    sa.Column("number", sa.Text, unique=True),
    sa.Column("checks", MessagesColumn(OrganisationCheck), nullable=False),
    sa.Column("opened_at", InstantColumn, nullable=False),
    sa.Column("submitted_at", InstantColumn),
    sa.Column("decide_by", sa.Date),
    sa.Column("moderator_id", sa.Uuid),
    sa.Column("reasons", ARRAY(sa.Text, as_tuple=True), nullable=False),
    sa.Column("comment", sa.Text),
    sa.Column("decided_at", InstantColumn),
    sa.Column("version", sa.Integer, nullable=False),
    one_of("type", ProviderType),
    one_of("state", ProviderApplicationState),
    sa.CheckConstraint("(number IS NULL) = (submitted_at IS NULL)", name="number"),
    sa.CheckConstraint("state NOT IN ('processing', 'closed') OR moderator_id IS NOT NULL", name="moderator"),
)
# Spelled out, not bound: the planner must see that the partial indexes below apply.
is_waiting = provider_applications.c.state.in_([sa.literal_column(f"'{state}'") for state in sorted(WAITING)])

sa.Index(
    "provider_applications_waiting",
    provider_applications.c.inn,
    unique=True,
    postgresql_where=is_waiting,
)
sa.Index(
    "provider_applications_by_term",
    provider_applications.c.state,
    provider_applications.c.decide_by,
    provider_applications.c.application_id,
)
sa.Index(
    "provider_applications_of_person",
    provider_applications.c.applicant_id,
    provider_applications.c.application_id,
)

provider_numbers = sa.Table(
    "provider_numbers",
    metadata,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.Integer, nullable=False),
    comment="The last number given to an application of an organisation in each year",
)

past_measures = sa.Table(
    "past_measures",
    metadata,
    sa.Column("provider_id", sa.ForeignKey(providers.c.provider_id), primary_key=True),
    sa.Column("since", sa.Date, primary_key=True),
    sa.Column("lifted_on", sa.Date, primary_key=True),
    sa.CheckConstraint("since <= lifted_on", name="lifted"),
    comment="The measures against each provider that were lifted; the one that stands is in its row",
)

mapper.map_imperatively(Organisation, organisations)
mapper.map_imperatively(Provider, providers, version_id_col=providers.c.version, version_id_generator=False)
mapper.map_imperatively(
    ProviderApplication,
    provider_applications,
    properties={
        "requisites": composite(
            Requisites, *(provider_applications.c[field.name] for field in fields(Requisites))
        )
    },
    version_id_col=provider_applications.c.version,
    version_id_generator=False,
)
