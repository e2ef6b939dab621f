"""Providers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "attachments",
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("attached_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("access", sa.Text(), nullable=True),
        sa.Column("available_from", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('expected', 'stored', 'rejected')", name=op.f("attachments_state_check")
        ),
        sa.CheckConstraint("size > 0", name=op.f("attachments_size_check")),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("attachments_pkey")),
    )
    op.create_index("attachments_of_owner", "attachments", ["owner_id", "attachment_id"], unique=False)
    op.create_table(
        "days_off",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("days_off_pkey")),
        comment="Days from Monday to Friday on which nobody works",
    )
    op.create_table(
        "organisations",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("inn", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('provider', 'employer', 'agency')", name=op.f("organisations_kind_check")
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("organisations_pkey")),
        sa.UniqueConstraint("inn", name=op.f("organisations_inn_key")),
        comment="The register of identity, as its events tell of it",
    )
    op.create_table(
        "provider_applications",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("applicant_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("inn", sa.Text(), nullable=False),
        sa.Column("ogrn", sa.Text(), nullable=False),
        sa.Column("kpp", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("licence_number", sa.Text(), nullable=False),
        sa.Column("licence_issued_on", sa.Date(), nullable=False),
        sa.Column("licence_valid_until", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("checks", postgresql.JSONB(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decide_by", sa.Date(), nullable=True),
        sa.Column("moderator_id", sa.Uuid(), nullable=True),
        sa.Column("reasons", postgresql.ARRAY(sa.Text(), as_tuple=True), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('forming', 'submitted', 'processing', 'returned', 'rejected', 'closed')",
            name=op.f("provider_applications_state_check"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('processing', 'closed') OR moderator_id IS NOT NULL",
            name=op.f("provider_applications_moderator_check"),
        ),
        sa.CheckConstraint(
            "type IN ('university', 'institute', 'college', 'simulation_centre', 'online_school', "
            "'society', 'hospital', 'other')",
            name=op.f("provider_applications_type_check"),
        ),
        sa.CheckConstraint(
            "(number IS NULL) = (submitted_at IS NULL)", name=op.f("provider_applications_number_check")
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("provider_applications_pkey")),
        sa.UniqueConstraint("number", name=op.f("provider_applications_number_key")),
    )
    op.create_index(
        "provider_applications_by_term",
        "provider_applications",
        ["state", "decide_by", "application_id"],
        unique=False,
    )
    op.create_index(
        "provider_applications_of_person",
        "provider_applications",
        ["applicant_id", "application_id"],
        unique=False,
    )
    op.create_index(
        "provider_applications_waiting",
        "provider_applications",
        ["inn"],
        unique=True,
        postgresql_where=sa.text("state IN ('processing', 'submitted')"),
    )
    op.create_table(
        "provider_numbers",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("provider_numbers_pkey")),
        comment="The last number given to an application of an organisation in each year",
    )
    op.create_table(
        "providers",
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("inn", sa.Text(), nullable=True),
        sa.Column("ogrn", sa.Text(), nullable=True),
        sa.Column("kpp", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("licence_number", sa.Text(), nullable=True),
        sa.Column("licence_issued_on", sa.Date(), nullable=True),
        sa.Column("licence_valid_until", sa.Date(), nullable=True),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=True),
        sa.Column("state_since", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("approved_cards", sa.Integer(), nullable=False),
        sa.Column("admitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'active') = (state_since IS NULL)", name=op.f("providers_state_since_check")
        ),
        sa.CheckConstraint("basis IN ('registration', 'application')", name=op.f("providers_basis_check")),
        sa.CheckConstraint(
            "state IN ('active', 'suspended', 'blacklisted')", name=op.f("providers_state_check")
        ),
        sa.CheckConstraint("tier = 'standard' OR state = 'active'", name=op.f("providers_trusted_check")),
        sa.CheckConstraint("tier IN ('standard', 'trusted')", name=op.f("providers_tier_check")),
        sa.CheckConstraint(
            "type IN ('university', 'institute', 'college', 'simulation_centre', 'online_school', "
            "'society', 'hospital', 'other')",
            name=op.f("providers_type_check"),
        ),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("providers_pkey")),
    )
    op.add_column(
        "activities",
        sa.Column(
            "withheld",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="Whether a measure against the provider hides the activity",
        ),
    )


def downgrade() -> None:
    op.drop_column("activities", "withheld")
    op.drop_table("providers")
    op.drop_table("provider_numbers")
    op.drop_index(
        "provider_applications_waiting",
        table_name="provider_applications",
        postgresql_where=sa.text("state IN ('processing', 'submitted')"),
    )
    op.drop_index("provider_applications_of_person", table_name="provider_applications")
    op.drop_index("provider_applications_by_term", table_name="provider_applications")
    op.drop_table("provider_applications")
    op.drop_table("organisations")
    op.drop_table("days_off")
    op.drop_index("attachments_of_owner", table_name="attachments")
    op.drop_table("attachments")
