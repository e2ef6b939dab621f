"""The schema of the catalogue, and how the domain's classes are stored in it."""

from __future__ import annotations

from dataclasses import fields

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import composite, registry

from contracts.catalogue.activities import ActivityFormat, ActivityKind, ActivityState
from contracts.catalogue.enrolments import EnrolmentState
from kernel.columns import ChoiceColumn, CreditsColumn, InstantColumn, one_of
from kernel.database import new_metadata
from services.catalogue.domain.activity import Activity
from services.catalogue.domain.card import Card
from services.catalogue.domain.enrolment import Enrolment

metadata = new_metadata()

specialities = sa.Table(
    "specialities",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_en", sa.Text, nullable=False),
    sa.Column("section", sa.Text, nullable=False),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_before", sa.Date),
    sa.Column("successor", sa.Text),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("verified", sa.Boolean, nullable=False),
    comment="The nomenclature of specialities",
)

regions = sa.Table(
    "regions",
    metadata,
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    comment="The regions of the Russian Federation",
)

policies = sa.Table(
    "policies",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("valid_from", sa.Date, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("unit", sa.Text),
    sa.Column("valid_before", sa.Date),
    sa.Column("legal_act", sa.Text),
    comment="The law as dated rows",
)

activities = sa.Table(
    "activities",
    metadata,
    sa.Column("activity_id", sa.Uuid, primary_key=True),
    sa.Column("provider_id", sa.Uuid, nullable=False),
    sa.Column("drafted_by", sa.Uuid, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("kind", ChoiceColumn(ActivityKind), nullable=False),
    sa.Column("format", ChoiceColumn(ActivityFormat), nullable=False),
    sa.Column("goals", sa.Text, nullable=False),
    sa.Column("specialities", ARRAY(sa.Text, as_tuple=True), nullable=False),
    sa.Column("credits", CreditsColumn, nullable=False),
    sa.Column("starts_at", InstantColumn, nullable=False),
    sa.Column("ends_at", InstantColumn, nullable=False),
    sa.Column("starts_on", sa.Date, nullable=False),
    sa.Column("ends_on", sa.Date, nullable=False),
    sa.Column("min_minutes", sa.Integer, nullable=False),
    sa.Column("checks_planned", sa.Integer, nullable=False),
    sa.Column("checks_required", sa.Integer, nullable=False),
    sa.Column("capacity", sa.Integer),
    sa.Column("price", sa.Numeric(12, 2), nullable=False),
    sa.Column("region", sa.Text),
    sa.Column("demo", sa.Boolean, nullable=False),
    sa.Column("state", ChoiceColumn(ActivityState), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("number", sa.Text, unique=True),
    sa.Column("return_reason", sa.Text),
    sa.Column(
        "search",
        TSVECTOR,
        sa.Computed("to_tsvector('russian'::regconfig, title || ' ' || goals)", persisted=True),
        comment="The stems of what people search for",
    ),
    one_of("kind", ActivityKind),
    one_of("format", ActivityFormat),
    one_of("state", ActivityState),
    sa.CheckConstraint("starts_at < ends_at", name="order"),
    sa.CheckConstraint("credits > 0", name="credits"),
    sa.CheckConstraint("checks_required BETWEEN 0 AND checks_planned", name="checks"),
    sa.CheckConstraint("capacity >= 1", name="capacity"),
    sa.CheckConstraint("price >= 0", name="price"),
    sa.CheckConstraint("number IS NOT NULL OR state IN ('draft', 'review')", name="number"),
)

# Spelled out, not bound: the planner must see that the partial indexes below apply.
is_published = activities.c.state == sa.literal_column("'published'")

# Pages of the catalogue in their order; ends_at lets a page skip what is over without reading it.
sa.Index(
    "activities_upcoming",
    activities.c.starts_at,
    activities.c.activity_id,
    activities.c.ends_at,
    postgresql_where=is_published,
)
sa.Index(
    "activities_search",
    activities.c.search,
    activities.c.specialities,
    postgresql_using="gin",
    postgresql_where=is_published,
)
sa.Index("activities_of_provider", activities.c.provider_id, activities.c.activity_id)
sa.Index("activities_in_state", activities.c.state, activities.c.activity_id)

seats = sa.Table(
    "seats",
    metadata,
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), primary_key=True),
    sa.Column("capacity", sa.Integer, nullable=False),
    sa.Column("taken", sa.Integer, nullable=False),
    sa.CheckConstraint("taken BETWEEN 0 AND capacity", name="taken"),
    comment="The seats of each published activity whose capacity is limited",
)

numbers = sa.Table(
    "numbers",
    metadata,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("last", sa.Integer, nullable=False),
    comment="The last place given in each year's register",
)

enrolments = sa.Table(
    "enrolments",
    metadata,
    sa.Column("enrolment_id", sa.Uuid, primary_key=True),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), nullable=False),
    sa.Column("activity_version", sa.Integer, nullable=False),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("speciality", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("credits", CreditsColumn, nullable=False),
    sa.Column("enrolled_at", InstantColumn, nullable=False),
    sa.Column("state", ChoiceColumn(EnrolmentState), nullable=False),
    sa.Column("completed_on", sa.Date),
    sa.Column("minutes", sa.Integer),
    sa.Column("checks_passed", sa.Integer),
    one_of("state", EnrolmentState),
    sa.CheckConstraint("(state = 'completed') = (completed_on IS NOT NULL)", name="completed"),
    sa.UniqueConstraint("person_id", "activity_id"),
)
sa.Index("enrolments_of_activity", enrolments.c.activity_id, enrolments.c.enrolment_id)
sa.Index("enrolments_of_person", enrolments.c.person_id, enrolments.c.enrolment_id)

_mapper = registry(metadata=metadata)
_mapper.map_imperatively(Enrolment, enrolments)
_mapper.map_imperatively(
    Activity,
    activities,
    properties={"card": composite(Card, *(activities.c[field.name] for field in fields(Card)))},
    exclude_properties=["search"],
    version_id_col=activities.c.version,
    version_id_generator=False,
)
