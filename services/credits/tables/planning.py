"""Plans: their versions, what was said about them, and where the fact departs from them."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.credits.plan_progress import DeviationKind
from contracts.credits.plans import PlanContent, PlanState
from kernel.columns import ChoiceColumn, InstantColumn, one_of
from services.credits.domain.plan import Plan
from services.credits.tables.columns import MessageColumn, metadata
from services.credits.tables.mapping import mapper
from services.credits.tables.periods import cycles

employers = sa.Table(
    "employers",
    metadata,
    sa.Column("organisation_id", sa.Uuid, primary_key=True),
    comment="Our copy of which organisations employ",
)

plans = sa.Table(
    "plans",
    metadata,
    sa.Column("plan_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("cycle_id", sa.ForeignKey(cycles.c.cycle_id), nullable=False, unique=True),
    sa.Column("employer_id", sa.Uuid),
    sa.Column("state", ChoiceColumn(PlanState), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("active_version", sa.Integer),
    sa.Column("decide_by", sa.Date),
    sa.Column("is_shared", sa.Boolean, nullable=False),
    sa.Column("watched_on", sa.Date),
    one_of("state", PlanState),
    sa.CheckConstraint("active_version <= version", name="active_version"),
    sa.CheckConstraint("(state = 'submitted') = (decide_by IS NOT NULL)", name="decide_by"),
    sa.Index("plans_of_person", "person_id", "plan_id"),
    sa.Index("plans_of_employer", "employer_id", "plan_id", postgresql_where=sa.text("state = 'submitted'")),
    sa.Index("plans_to_watch", "watched_on", postgresql_where=sa.text("active_version IS NOT NULL")),
    comment="One for each cycle; what it says is in its versions",
)

plan_versions = sa.Table(
    "plan_versions",
    metadata,
    sa.Column("plan_id", sa.ForeignKey(plans.c.plan_id), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content", MessageColumn(PlanContent), nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("written_by", sa.Uuid, nullable=False),
    sa.Column("written_at", InstantColumn, nullable=False),
    sa.CheckConstraint("version = 1 OR reason IS NOT NULL", name="reason"),
    comment="What each version says; rows are only ever added",
)

plan_comments = sa.Table(
    "plan_comments",
    metadata,
    sa.Column("comment_id", sa.Uuid, primary_key=True),
    sa.Column("plan_id", sa.ForeignKey(plans.c.plan_id), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("author", sa.Uuid, nullable=False),
    sa.Column("is_employer", sa.Boolean, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("written_at", InstantColumn, nullable=False),
    sa.Index("plan_comments_of_plan", "plan_id", "comment_id"),
    comment="What was said about plans; rows are only ever added",
)

plan_deviations = sa.Table(
    "plan_deviations",
    metadata,
    sa.Column("deviation_id", sa.Uuid, primary_key=True),
    sa.Column("plan_id", sa.ForeignKey(plans.c.plan_id), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("kind", ChoiceColumn(DeviationKind), nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("required", sa.Text, nullable=False),
    sa.Column("found", sa.Text, nullable=False),
    sa.Column("due", sa.Date),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("text_en", sa.Text, nullable=False),
    sa.Column("detected_at", InstantColumn, nullable=False),
    sa.Column("resolved_at", InstantColumn),
    one_of("kind", DeviationKind),
    sa.Index(
        "plan_deviations_open",
        "plan_id",
        "kind",
        "subject",
        unique=True,
        postgresql_where=sa.text("resolved_at IS NULL"),
    ),
    comment="Where the fact departs, or departed, from an approved plan; each announced once",
)

mapper.map_imperatively(Plan, plans)
