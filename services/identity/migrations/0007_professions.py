"""What people work as."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "posts",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("nsi_code", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.CheckConstraint("category IN ('medical', 'pharmaceutical')", name=op.f("posts_category_check")),
        sa.CheckConstraint("level IN ('head', 'higher', 'secondary')", name=op.f("posts_level_check")),
        sa.PrimaryKeyConstraint("code", name=op.f("posts_pkey")),
    )
    op.create_table(
        "specialities",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("specialities_pkey")),
        comment="Which specialities there are; all else of them is the catalogue's",
    )
    op.create_table(
        "professions",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("specialities", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("described_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "category IN ('medical', 'pharmaceutical')", name=op.f("professions_category_check")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.person_id"], name=op.f("professions_person_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("professions_pkey")),
    )
    _create_employments()


def _create_employments() -> None:
    op.create_table(
        "employments",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("employer", sa.Text(), nullable=True),
        sa.Column("oid", sa.Text(), nullable=True),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("engagement", sa.Text(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "engagement IN ('main', 'internal', 'combined', 'external')",
            name=op.f("employments_engagement_check"),
        ),
        sa.CheckConstraint(
            "(organisation_id IS NULL) <> (employer IS NULL)", name=op.f("employments_employer_check")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.organisation_id"],
            name=op.f("employments_organisation_id_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["professions.person_id"],
            name=op.f("employments_person_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["post"], ["posts.code"], name=op.f("employments_post_fkey")),
        sa.PrimaryKeyConstraint("person_id", "place", name=op.f("employments_pkey")),
    )
    op.create_index(op.f("employments_organisation_id_idx"), "employments", ["organisation_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("employments_organisation_id_idx"), table_name="employments")
    op.drop_table("employments")
    op.drop_table("professions")
    op.drop_table("specialities")
    op.drop_table("posts")
