"""Catalogue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "activities",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("drafted_by", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), nullable=False),
        sa.Column("goals", sa.Text(), nullable=False),
        sa.Column("specialities", postgresql.ARRAY(sa.Text(), as_tuple=True), nullable=False),
        sa.Column("credits", sa.Numeric(precision=7, scale=1), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("min_minutes", sa.Integer(), nullable=False),
        sa.Column("checks_planned", sa.Integer(), nullable=False),
        sa.Column("checks_required", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("price", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=True),
        sa.Column(
            "search",
            postgresql.TSVECTOR(),
            sa.Computed("to_tsvector('russian'::regconfig, title || ' ' || goals)", persisted=True),
            nullable=True,
            comment="The stems of what people search for",
        ),
        sa.CheckConstraint("format IN ('online', 'on_site', 'mixed')", name=op.f("activities_format_check")),
        sa.CheckConstraint(
            "kind IN ('programme', 'event', 'module', 'simulation')", name=op.f("activities_kind_check")
        ),
        sa.CheckConstraint(
            "number IS NOT NULL OR state IN ('draft', 'review')", name=op.f("activities_number_check")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'review', 'published', 'cancelled')", name=op.f("activities_state_check")
        ),
        sa.CheckConstraint("capacity >= 1", name=op.f("activities_capacity_check")),
        sa.CheckConstraint(
            "checks_required BETWEEN 0 AND checks_planned", name=op.f("activities_checks_check")
        ),
        sa.CheckConstraint("credits > 0", name=op.f("activities_credits_check")),
        sa.CheckConstraint("price >= 0", name=op.f("activities_price_check")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("activities_order_check")),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("activities_pkey")),
        sa.UniqueConstraint("number", name=op.f("activities_number_key")),
    )
    op.create_index("activities_in_state", "activities", ["state", "activity_id"], unique=False)
    op.create_index("activities_of_provider", "activities", ["provider_id", "activity_id"], unique=False)
    op.create_index(
        "activities_search",
        "activities",
        ["search", "specialities"],
        unique=False,
        postgresql_using="gin",
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_index(
        "activities_upcoming",
        "activities",
        ["starts_at", "activity_id", "ends_at"],
        unique=False,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_table(
        "numbers",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("numbers_pkey")),
        comment="The last place given in each year's register",
    )
    op.create_table(
        "policies",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.Column("legal_act", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key", "valid_from", name=op.f("policies_pkey")),
        comment="The law as dated rows",
    )
    op.create_table(
        "specialities",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.Column("successor", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("specialities_pkey")),
        comment="The nomenclature of specialities",
    )
    op.create_table(
        "enrolments",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("activity_version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("speciality", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("credits", sa.Numeric(precision=7, scale=1), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("checks_passed", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'completed') = (completed_on IS NOT NULL)", name=op.f("enrolments_completed_check")
        ),
        sa.CheckConstraint(
            "state IN ('enrolled', 'completed', 'failed', 'cancelled')", name=op.f("enrolments_state_check")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("enrolments_activity_id_fkey")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("enrolments_pkey")),
        sa.UniqueConstraint("person_id", "activity_id", name=op.f("enrolments_person_id_activity_id_key")),
    )
    op.create_index("enrolments_of_activity", "enrolments", ["activity_id", "enrolment_id"], unique=False)
    op.create_index("enrolments_of_person", "enrolments", ["person_id", "enrolment_id"], unique=False)
    op.create_table(
        "seats",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.CheckConstraint("taken BETWEEN 0 AND capacity", name=op.f("seats_taken_check")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("seats_activity_id_fkey")
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("seats_pkey")),
        comment="The seats of each published activity whose capacity is limited",
    )


def downgrade() -> None:
    op.drop_table("seats")
    op.drop_index("enrolments_of_person", table_name="enrolments")
    op.drop_index("enrolments_of_activity", table_name="enrolments")
    op.drop_table("enrolments")
    op.drop_table("specialities")
    op.drop_table("policies")
    op.drop_table("numbers")
    op.drop_index(
        "activities_upcoming", table_name="activities", postgresql_where=sa.text("state = 'published'")
    )
    op.drop_index(
        "activities_search",
        table_name="activities",
        postgresql_using="gin",
        postgresql_where=sa.text("state = 'published'"),
    )
    op.drop_index("activities_of_provider", table_name="activities")
    op.drop_index("activities_in_state", table_name="activities")
    op.drop_table("activities")
