"""Programs of organisations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "clients",
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text(), as_tuple=True), nullable=False),
        sa.Column("secret_sha256", sa.LargeBinary(), nullable=True),
        sa.Column("public_key", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(secret_sha256 IS NULL) <> (public_key IS NULL)", name=op.f("clients_proof_check")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.organisation_id"], name=op.f("clients_organisation_id_fkey")
        ),
        sa.PrimaryKeyConstraint("client_id", name=op.f("clients_pkey")),
    )
    op.create_index(op.f("clients_organisation_id_idx"), "clients", ["organisation_id"], unique=False)
    op.create_table(
        "client_assertions",
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("jti_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.client_id"], name=op.f("client_assertions_client_id_fkey")
        ),
        sa.PrimaryKeyConstraint("client_id", "jti_sha256", name=op.f("client_assertions_pkey")),
        comment="What was signed once counts once, until it expires",
    )
    op.create_index(
        op.f("client_assertions_expires_at_idx"), "client_assertions", ["expires_at"], unique=False
    )
    op.create_table(
        "client_tokens",
        sa.Column("token_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("scopes", postgresql.ARRAY(sa.Text(), as_tuple=True), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["clients.client_id"], name=op.f("client_tokens_client_id_fkey")
        ),
        sa.PrimaryKeyConstraint("token_id", name=op.f("client_tokens_pkey")),
    )
    op.create_index(op.f("client_tokens_client_id_idx"), "client_tokens", ["client_id"], unique=False)
    op.create_index(op.f("client_tokens_expires_at_idx"), "client_tokens", ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("client_tokens_expires_at_idx"), table_name="client_tokens")
    op.drop_index(op.f("client_tokens_client_id_idx"), table_name="client_tokens")
    op.drop_table("client_tokens")
    op.drop_index(op.f("client_assertions_expires_at_idx"), table_name="client_assertions")
    op.drop_table("client_assertions")
    op.drop_index(op.f("clients_organisation_id_idx"), table_name="clients")
    op.drop_table("clients")
