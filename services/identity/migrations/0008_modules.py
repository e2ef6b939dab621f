"""Modules that people switch on, and their terms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "module_terms",
        sa.Column("module", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("title_ru", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("text_ru", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "category IN ('medical', 'pharmaceutical')", name=op.f("module_terms_category_check")
        ),
        sa.PrimaryKeyConstraint("module", "version", name=op.f("module_terms_pkey")),
    )
    op.create_table(
        "activations",
        sa.Column("activation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("module", sa.Text(), nullable=False),
        sa.Column("terms_version", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["module", "terms_version"],
            ["module_terms.module", "module_terms.version"],
            name=op.f("activations_module_terms_version_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.organisation_id"],
            name=op.f("activations_organisation_id_fkey"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"], name=op.f("activations_person_id_fkey")),
        sa.PrimaryKeyConstraint("activation_id", name=op.f("activations_pkey")),
        comment="Which modules were on, from when to when, under which terms",
    )
    op.create_index(op.f("activations_person_id_idx"), "activations", ["person_id"], unique=False)
    op.create_index(
        "activations_lasting_key",
        "activations",
        ["person_id", "module"],
        unique=True,
        postgresql_where=sa.text("deactivated_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "activations_lasting_key",
        table_name="activations",
        postgresql_where=sa.text("deactivated_at IS NULL"),
    )
    op.drop_index(op.f("activations_person_id_idx"), table_name="activations")
    op.drop_table("activations")
    op.drop_table("module_terms")
