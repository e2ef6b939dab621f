"""Links to Госуслуги, the authorisations on their way, and what profiles were before."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from contracts.identity.accounts import Trust
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.identity.domain.authorisations import Authorisation, Purpose
from services.identity.domain.links import Link, Offer, ProfileChange
from services.identity.tables.accounts import people
from services.identity.tables.schema import mapper, metadata

esia_authorisations = sa.Table(
    "esia_authorisations",
    metadata,
    sa.Column("state", sa.Uuid, primary_key=True),
    sa.Column("purpose", ChoiceColumn(Purpose), nullable=False),
    sa.Column("person_id", sa.ForeignKey(people.c.person_id, ondelete="CASCADE")),
    sa.Column("ticket_sha256", sa.LargeBinary, nullable=False),
    sa.Column("return_to", sa.Text, nullable=False),
    sa.Column("begun_at", InstantColumn, nullable=False, index=True),
    sa.Column("used_at", InstantColumn),
    one_of("purpose", Purpose),
    comment="People sent to ESIA who may still come back",
)
esia_links = sa.Table(
    "esia_links",
    metadata,
    sa.Column("person_id", sa.ForeignKey(people.c.person_id, ondelete="CASCADE"), primary_key=True),
    sa.Column("oid_digest", sa.LargeBinary, nullable=False, unique=True),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("trust", ChoiceColumn(Trust), nullable=False),
    sa.Column("confirmed", ARRAY(sa.Text, as_tuple=True), nullable=False),
    sa.Column("linked_at", InstantColumn, nullable=False),
    sa.Column("refreshed_at", InstantColumn, nullable=False),
    sa.Column("is_renewable", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("version", sa.Integer, nullable=False),
    one_of("trust", Trust),
    comment="One account of ESIA, one account here",
)
# Only these are ever looked for by the time of their telling.
RENEWABLE = esia_links.c.is_renewable
sa.Index("esia_links_renewable", esia_links.c.refreshed_at, postgresql_where=RENEWABLE)

esia_offers = sa.Table(
    "esia_offers",
    metadata,
    sa.Column("offer_sha256", sa.LargeBinary, primary_key=True),
    sa.Column("person_id", sa.ForeignKey(people.c.person_id, ondelete="CASCADE"), nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("made_at", InstantColumn, nullable=False, index=True),
)
profile_changes = sa.Table(
    "profile_changes",
    metadata,
    sa.Column("change_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.ForeignKey(people.c.person_id, ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("changed_at", InstantColumn, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("fields", ARRAY(sa.Text, as_tuple=True), nullable=False),
    sa.Column("sealed_before", sa.LargeBinary, nullable=False),
    comment="What profiles were before the registry corrected them",
)

mapper.map_imperatively(Authorisation, esia_authorisations)
mapper.map_imperatively(Link, esia_links, version_id_col=esia_links.c.version)
mapper.map_imperatively(Offer, esia_offers)
mapper.map_imperatively(ProfileChange, profile_changes)
