"""Reviews, and how much people knew before and after."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

PENDING = sa.text("state = 'pending'")
PUBLIC = sa.text("state = 'published'")


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'pending') = (decided_by IS NULL)", name=op.f("reviews_decided_check")),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("reviews_rating_check")),
        sa.CheckConstraint("state IN ('pending', 'published', 'rejected')", name=op.f("reviews_state_check")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("reviews_activity_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.enrolment_id"], name=op.f("reviews_enrolment_id_fkey")
        ),
        sa.PrimaryKeyConstraint("review_id", name=op.f("reviews_pkey")),
        sa.UniqueConstraint("enrolment_id", name=op.f("reviews_enrolment_id_key")),
        comment="What those who attended say of an activity",
    )
    op.create_index(
        "reviews_waiting", "reviews", ["written_at", "review_id"], unique=False, postgresql_where=PENDING
    )
    op.create_index(
        "reviews_of_activity",
        "reviews",
        ["activity_id", "written_at", "review_id"],
        unique=False,
        postgresql_where=PUBLIC,
    )
    op.create_table(
        "knowledge",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "before BETWEEN 0 AND 100 AND after BETWEEN 0 AND 100", name=op.f("knowledge_shares_check")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("knowledge_activity_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.enrolment_id"], name=op.f("knowledge_enrolment_id_fkey")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("knowledge_pkey")),
        comment="Percent that each participant reached in the test before, and in the one after",
    )
    op.create_index(op.f("knowledge_activity_id_idx"), "knowledge", ["activity_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("knowledge_activity_id_idx"), table_name="knowledge")
    op.drop_table("knowledge")
    op.drop_index("reviews_of_activity", table_name="reviews", postgresql_where=PUBLIC)
    op.drop_index("reviews_waiting", table_name="reviews", postgresql_where=PENDING)
    op.drop_table("reviews")
