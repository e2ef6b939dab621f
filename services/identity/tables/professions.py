"""What people work as, and the nomenclatures that it is told in."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from contracts.identity.profession import Category, Engagement, PostLevel
from kernel.columns import ChoiceColumn, InstantColumn, ValueColumn, one_of
from kernel.identifiers import Oid
from services.identity.domain.profession import Profession
from services.identity.tables.accounts import people
from services.identity.tables.register import organisations
from services.identity.tables.schema import mapper, metadata

posts = sa.Table(
    "posts",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("category", ChoiceColumn(Category), nullable=False),
    sa.Column("level", ChoiceColumn(PostLevel), nullable=False),
    sa.Column("nsi_code", sa.Text),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_before", sa.Date),
    one_of("category", Category),
    one_of("level", PostLevel),
)
specialities = sa.Table(
    "specialities",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_before", sa.Date),
    comment="Which specialities there are; all else of them is the catalogue's",
)
nomenclature = sa.Table(
    "nomenclature",
    metadata,
    sa.Column("version", sa.Text, primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_before", sa.Date),
    comment="The specialities of each version that the catalogue has announced",
)
sa.Index("nomenclature_since", nomenclature.c.since)
professions = sa.Table(
    "professions",
    metadata,
    sa.Column("person_id", sa.ForeignKey(people.c.person_id, ondelete="CASCADE"), primary_key=True),
    sa.Column("category", ChoiceColumn(Category), nullable=False),
    sa.Column("specialities", ARRAY(sa.Text, as_tuple=True), nullable=False),
    sa.Column("described_at", InstantColumn, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    one_of("category", Category),
)
employments = sa.Table(
    "employments",
    metadata,
    sa.Column("person_id", sa.ForeignKey(professions.c.person_id, ondelete="CASCADE"), primary_key=True),
    sa.Column("place", sa.Integer, primary_key=True),
    sa.Column("organisation_id", sa.ForeignKey(organisations.c.organisation_id), index=True),
    sa.Column("employer", sa.Text),
    sa.Column("oid", ValueColumn(Oid)),
    sa.Column("post", sa.ForeignKey(posts.c.code), nullable=False),
    sa.Column("engagement", ChoiceColumn(Engagement), nullable=False),
    sa.Column("begun_on", sa.Date, nullable=False),
    sa.Column("ended_on", sa.Date),
    one_of("engagement", Engagement),
    sa.CheckConstraint("(organisation_id IS NULL) <> (employer IS NULL)", name="employer"),
)

mapper.map_imperatively(Profession, professions)
