"""Employers' groups, and who lets which employer know of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("consent_id", name=op.f("consents_pkey")),
        comment="Our copy of the consents that stand",
    )
    op.create_index("consents_of_recipient", "consents", ["recipient_id", "person_id"], unique=False)
    op.create_table(
        "cohorts",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("plan", postgresql.JSONB(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("cohort_id", name=op.f("cohorts_pkey")),
        comment="Employers' groups, with what they are to learn",
    )
    op.create_index("cohorts_of_employer", "cohorts", ["employer_id", "cohort_id"], unique=False)
    op.create_table(
        "cohort_members",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("speciality", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.cohort_id"], name=op.f("cohort_members_cohort_id_fkey")
        ),
        sa.PrimaryKeyConstraint("cohort_id", "person_id", name=op.f("cohort_members_pkey")),
        comment="Who is in each group",
    )


def downgrade() -> None:
    op.drop_table("cohort_members")
    op.drop_index("cohorts_of_employer", table_name="cohorts")
    op.drop_table("cohorts")
    op.drop_index("consents_of_recipient", table_name="consents")
    op.drop_table("consents")
