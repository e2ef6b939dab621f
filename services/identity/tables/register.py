"""The register of organisations, and the roles in which people act for them."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.identity.members import InvitationOutcome
from contracts.identity.organisations import OrganisationKind
from kernel.columns import ChoiceColumn, InstantColumn, ValueColumn, one_of
from kernel.identifiers import Ogrn, OrganisationInn
from kernel.values import Role
from services.identity.domain.members import Invitation
from services.identity.domain.organisations import Grant, Organisation
from services.identity.tables.accounts import people
from services.identity.tables.schema import mapper, metadata

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
    sa.Column("is_chief", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("authority", sa.Text),
    sa.Column("authority_until", sa.Date),
    sa.UniqueConstraint("person_id", "role", "organisation_id", postgresql_nulls_not_distinct=True),
    one_of("role", Role),
    sa.Index("grants_of_organisation", "organisation_id", "grant_id"),
)
invitations = sa.Table(
    "invitations",
    metadata,
    sa.Column("invitation_id", sa.Uuid, primary_key=True),
    sa.Column("organisation_id", sa.ForeignKey(organisations.c.organisation_id), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("snils_digest", sa.LargeBinary, nullable=False, index=True),
    sa.Column("is_chief", sa.Boolean, nullable=False),
    sa.Column("authority", sa.Text),
    sa.Column("authority_until", sa.Date),
    sa.Column("invited_by", sa.ForeignKey(people.c.person_id), nullable=False),
    sa.Column("invited_at", InstantColumn, nullable=False),
    sa.Column("outcome", ChoiceColumn(InvitationOutcome)),
    sa.Column("closed_at", InstantColumn),
    one_of("outcome", InvitationOutcome),
    comment="Who was invited to act for an organisation; whom, is sealed",
)
# One invitation of a person by an organisation is open.
OPEN = invitations.c.outcome.is_(None)
sa.Index(
    "invitations_open_key",
    invitations.c.organisation_id,
    invitations.c.snils_digest,
    unique=True,
    postgresql_where=OPEN,
)

mapper.map_imperatively(Organisation, organisations)
mapper.map_imperatively(Grant, grants)
mapper.map_imperatively(Invitation, invitations)
