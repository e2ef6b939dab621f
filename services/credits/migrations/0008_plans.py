"""Plans."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"

APPEND_ONLY = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


def upgrade() -> None:
    op.create_table(
        "employers",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("employers_pkey")),
        comment="Our copy of which organisations employ",
    )
    op.create_table(
        "plans",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("active_version", sa.Integer(), nullable=True),
        sa.Column("decide_by", sa.Date(), nullable=True),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("watched_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'approved')", name=op.f("plans_state_check")
        ),
        sa.CheckConstraint("active_version <= version", name=op.f("plans_active_version_check")),
        sa.CheckConstraint(
            "(state = 'submitted') = (decide_by IS NOT NULL)", name=op.f("plans_decide_by_check")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.cycle_id"], name=op.f("plans_cycle_id_fkey")),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("plans_pkey")),
        sa.UniqueConstraint("cycle_id", name=op.f("plans_cycle_id_key")),
        comment="One for each cycle; what it says is in its versions",
    )
    op.create_index("plans_of_person", "plans", ["person_id", "plan_id"])
    op.create_index(
        "plans_of_employer",
        "plans",
        ["employer_id", "plan_id"],
        postgresql_where=sa.text("state = 'submitted'"),
    )
    op.create_index(
        "plans_to_watch", "plans", ["watched_on"], postgresql_where=sa.text("active_version IS NOT NULL")
    )
    _versions_and_comments()
    _deviations()


def _versions_and_comments() -> None:
    op.create_table(
        "plan_versions",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("version = 1 OR reason IS NOT NULL", name=op.f("plan_versions_reason_check")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("plan_versions_plan_id_fkey")),
        sa.PrimaryKeyConstraint("plan_id", "version", name=op.f("plan_versions_pkey")),
        comment="What each version says; rows are only ever added",
    )
    op.create_table(
        "plan_comments",
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author", sa.Uuid(), nullable=False),
        sa.Column("is_employer", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("plan_comments_plan_id_fkey")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("plan_comments_pkey")),
        comment="What was said about plans; rows are only ever added",
    )
    op.create_index("plan_comments_of_plan", "plan_comments", ["plan_id", "comment_id"])
    for table in ("plan_versions", "plan_comments"):
        op.execute(APPEND_ONLY.format(table=table))


def _deviations() -> None:
    op.create_table(
        "plan_deviations",
        sa.Column("deviation_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("required", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("detected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('behind_schedule', 'over_cap', 'over_budget')", name=op.f("plan_deviations_kind_check")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("plan_deviations_plan_id_fkey")),
        sa.PrimaryKeyConstraint("deviation_id", name=op.f("plan_deviations_pkey")),
        comment="Where the fact departs, or departed, from an approved plan; each announced once",
    )
    op.create_index(
        "plan_deviations_open",
        "plan_deviations",
        ["plan_id", "kind", "subject"],
        unique=True,
        postgresql_where=sa.text("resolved_at IS NULL"),
    )


def downgrade() -> None:
    for table in ("plan_deviations", "plan_comments", "plan_versions", "plans", "employers"):
        op.drop_table(table)
