"""Modules that people have switched on, and the terms they accepted."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.identity.profession import Category
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.identity.domain.modules import Activation
from services.identity.tables.accounts import people
from services.identity.tables.register import organisations
from services.identity.tables.schema import mapper, metadata

module_terms = sa.Table(
    "module_terms",
    metadata,
    sa.Column("module", sa.Text, primary_key=True),
    sa.Column("version", sa.Text, primary_key=True),
    sa.Column("category", ChoiceColumn(Category)),
    sa.Column("title_ru", sa.Text, nullable=False),
    sa.Column("title_en", sa.Text, nullable=False),
    sa.Column("text_ru", sa.Text, nullable=False),
    sa.Column("text_en", sa.Text, nullable=False),
    sa.Column("legal_basis", sa.Text, nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_before", sa.Date),
    one_of("category", Category),
)
activations = sa.Table(
    "activations",
    metadata,
    sa.Column("activation_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.ForeignKey(people.c.person_id), nullable=False, index=True),
    sa.Column("module", sa.Text, nullable=False),
    sa.Column("terms_version", sa.Text, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("organisation_id", sa.ForeignKey(organisations.c.organisation_id)),
    sa.Column("activated_at", InstantColumn, nullable=False),
    sa.Column("deactivated_at", InstantColumn),
    sa.ForeignKeyConstraint(("module", "terms_version"), (module_terms.c.module, module_terms.c.version)),
    comment="Which modules were on, from when to when, under which terms",
)
# One activation lasts for a module; those before it are its history.
LASTING = activations.c.deactivated_at.is_(None)
sa.Index(
    "activations_lasting_key",
    activations.c.person_id,
    activations.c.module,
    unique=True,
    postgresql_where=LASTING,
)

mapper.map_imperatively(Activation, activations)
