"""Applications and decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "admission_kinds",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.Column("name_ru", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("needs_credits", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", "valid_from", name=op.f("admission_kinds_pkey")),
    )
    op.create_table(
        "applications",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("speciality", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=True),
        sa.Column("reviewer_id", sa.Uuid(), nullable=True),
        sa.Column("recommendation_rationale", sa.Text(), nullable=True),
        sa.Column("recommended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "recommendation IN ('admit', 'refuse')", name=op.f("applications_recommendation_check")
        ),
        sa.CheckConstraint(
            "state IN ('checking', 'review', 'commission', 'admitted', 'refused', 'withdrawn')",
            name=op.f("applications_state_check"),
        ),
        sa.CheckConstraint("reviewer_id <> person_id", name=op.f("applications_reviewer_check")),
        sa.PrimaryKeyConstraint("application_id", name=op.f("applications_pkey")),
        sa.UniqueConstraint("number", name=op.f("applications_number_key")),
    )
    op.create_index(
        "applications_of_person",
        "applications",
        ["person_id", sa.literal_column("application_id DESC")],
        unique=False,
    )
    op.create_index(
        "applications_one_under_way",
        "applications",
        ["person_id", "speciality"],
        unique=True,
        postgresql_where=sa.text("state IN ('checking', 'review', 'commission')"),
    )
    op.create_index("applications_waiting", "applications", ["state", "application_id"], unique=False)
    op.create_table(
        "number_series",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("series", "year", name=op.f("number_series_pkey")),
    )
    op.create_table(
        "policies",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("legal_act", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "valid_from", name=op.f("policies_pkey")),
    )
    op.create_table(
        "refusal_reasons",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.Column("text_ru", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("fix_ru", sa.Text(), nullable=False),
        sa.Column("fix_en", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", "valid_from", name=op.f("refusal_reasons_pkey")),
    )
    op.create_table(
        "specialities",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("specialities_pkey")),
    )
    op.create_table(
        "checks",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("codes", postgresql.ARRAY(sa.Text(), as_tuple=True), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("name IN ('identity', 'hours', 'documents')", name=op.f("checks_name_check")),
        sa.CheckConstraint("verdict IN ('passed', 'failed', 'unknown')", name=op.f("checks_verdict_check")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.application_id"], name=op.f("checks_application_id_fkey")
        ),
        sa.PrimaryKeyConstraint("application_id", "name", name=op.f("checks_pkey")),
    )
    op.create_table(
        "decisions",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reasons", postgresql.ARRAY(sa.Text(), as_tuple=True), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("policy_on", sa.Date(), nullable=False),
        sa.Column("protocol_number", sa.Text(), nullable=False),
        sa.Column("act_number", sa.Text(), nullable=False),
        sa.Column("act_state", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(outcome = 'admit') = (valid_from IS NOT NULL)", name=op.f("decisions_validity_check")
        ),
        sa.CheckConstraint(
            "(outcome = 'refuse') = (cardinality(reasons) > 0)", name=op.f("decisions_reasons_check")
        ),
        sa.CheckConstraint("act_state IN ('pending', 'issued')", name=op.f("decisions_act_state_check")),
        sa.CheckConstraint("outcome IN ('admit', 'refuse')", name=op.f("decisions_outcome_check")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.application_id"], name=op.f("decisions_application_id_fkey")
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("decisions_pkey")),
        sa.UniqueConstraint("act_number", name=op.f("decisions_act_number_key")),
        sa.UniqueConstraint("protocol_number", name=op.f("decisions_protocol_number_key")),
    )


def downgrade() -> None:
    op.drop_table("decisions")
    op.drop_table("checks")
    op.drop_table("specialities")
    op.drop_table("refusal_reasons")
    op.drop_table("policies")
    op.drop_table("number_series")
    op.drop_index("applications_waiting", table_name="applications")
    op.drop_index(
        "applications_one_under_way",
        table_name="applications",
        postgresql_where=sa.text("state IN ('checking', 'review', 'commission')"),
    )
    op.drop_index("applications_of_person", table_name="applications")
    op.drop_table("applications")
    op.drop_table("admission_kinds")
