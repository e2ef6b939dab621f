"""Documents and acts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "confirmations",
        sa.Column("confirmation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("activity_number", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("credits", sa.Numeric(precision=7, scale=1), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'issued', 'revoked')", name=op.f("confirmations_state_check")
        ),
        sa.PrimaryKeyConstraint("confirmation_id", name=op.f("confirmations_pkey")),
        sa.UniqueConstraint("entry_id", name=op.f("confirmations_entry_id_key")),
        sa.UniqueConstraint("number", name=op.f("confirmations_number_key")),
    )
    op.create_index(
        "confirmations_of_person",
        "confirmations",
        ["person_id", sa.literal_column("confirmation_id DESC")],
        unique=False,
    )
    op.create_table(
        "document_types",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.Column("name_ru", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("media_types", postgresql.ARRAY(sa.Text(), as_tuple=True), nullable=False),
        sa.Column("max_bytes", sa.BigInteger(), nullable=False),
        sa.Column("required_fields", postgresql.ARRAY(sa.Text(), as_tuple=True), nullable=False),
        sa.Column("expires", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", "valid_from", name=op.f("document_types_pkey")),
    )
    op.create_table(
        "documents",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("replaces", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("findings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('expected', 'accepted', 'rejected', 'superseded')", name=op.f("documents_state_check")
        ),
        sa.ForeignKeyConstraint(
            ["replaces"], ["documents.document_id"], name=op.f("documents_replaces_fkey")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("documents_pkey")),
    )
    op.create_index(
        "documents_of_person", "documents", ["person_id", sa.literal_column("document_id DESC")], unique=False
    )
    op.create_table(
        "packages",
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("manifest", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("manifest_sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("application_id", name=op.f("packages_pkey")),
    )
    op.create_index(
        "packages_by_document",
        "packages",
        ["manifest"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"manifest": "jsonb_path_ops"},
    )
    op.create_table(
        "template_lines",
        sa.Column("admission_kind", sa.Text(), nullable=False),
        sa.Column("document_type", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("necessity", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=True),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "necessity IN ('required', 'conditional')", name=op.f("template_lines_necessity_check")
        ),
        sa.PrimaryKeyConstraint(
            "admission_kind", "document_type", "valid_from", name=op.f("template_lines_pkey")
        ),
    )


def downgrade() -> None:
    op.drop_table("template_lines")
    op.drop_index(
        "packages_by_document",
        table_name="packages",
        postgresql_using="gin",
        postgresql_ops={"manifest": "jsonb_path_ops"},
    )
    op.drop_table("packages")
    op.drop_index("documents_of_person", table_name="documents")
    op.drop_table("documents")
    op.drop_table("document_types")
    op.drop_index("confirmations_of_person", table_name="confirmations")
    op.drop_table("confirmations")
