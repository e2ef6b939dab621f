"""Stages and editions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"


STATES = "'draft', 'review', 'published', 'cancelled'"
MORE_STATES = f"{STATES}, 'approved', 'pilot', 'suspended', 'retired'"

# What was approved before editions were kept: its card is in force. A cancellation counted one version.
TERMS = """
UPDATE activities SET terms_version = version - CASE state WHEN 'cancelled' THEN 1 ELSE 0 END
WHERE state IN ('published', 'cancelled')
"""
EDITIONS = """
INSERT INTO editions (activity_id, version, card)
SELECT activity_id, terms_version, jsonb_build_object(
    'title', title, 'kind', kind, 'format', format, 'goals', goals,
    'specialities', to_jsonb(specialities), 'credits', credits::text,
    'starts_at', to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'ends_at', to_char(ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'presence', jsonb_build_object(
        'min_minutes', min_minutes, 'checks_planned', checks_planned, 'checks_required', checks_required
    ),
    'capacity', capacity, 'price', price::text, 'region', region, 'demo', demo, 'details', null
)
FROM activities WHERE terms_version IS NOT NULL
"""


def upgrade() -> None:
    _admit(MORE_STATES)
    op.create_table(
        "activity_moves",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("moved_by", sa.Uuid(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("items", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint(
            "move IN ('submission', 'approval', 'pilot', 'publication', 'suspension', 'resumption', "
            "'retirement', 'cancellation')",
            name=op.f("activity_moves_move_check"),
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("activity_moves_activity_id_fkey")
        ),
        sa.PrimaryKeyConstraint("activity_id", "version", name=op.f("activity_moves_pkey")),
        comment="The moves of each activity, with the checklist that each has passed",
    )
    op.create_table(
        "editions",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("card", postgresql.JSONB(), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("editions_activity_id_fkey")
        ),
        sa.PrimaryKeyConstraint("activity_id", "version", name=op.f("editions_pkey")),
        comment="Every card that was approved, under the version that enrolments name; never changed",
    )
    op.create_table(
        "revisions",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("card", postgresql.JSONB(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("return_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('draft', 'review')", name=op.f("revisions_state_check")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("revisions_activity_id_fkey")
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("revisions_pkey")),
        comment="The card that is to take the place of the one in force; gone once it does",
    )
    op.add_column("activities", sa.Column("details", postgresql.JSONB(), nullable=True))
    op.add_column(
        "activities", sa.Column("self_paced", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column(
        "activities", sa.Column("has_quota", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column(
        "activities",
        sa.Column("terms_version", sa.Integer(), nullable=True, comment="The version whose card is in force"),
    )
    op.add_column("activities", sa.Column("review_by", sa.Date(), nullable=True))
    op.create_index(
        "activities_in_review",
        "activities",
        ["review_by", "activity_id"],
        unique=False,
        postgresql_where=sa.text("state = 'review'"),
    )
    op.execute(TERMS)
    op.execute(EDITIONS)


def downgrade() -> None:
    op.drop_index(
        "activities_in_review", table_name="activities", postgresql_where=sa.text("state = 'review'")
    )
    op.drop_column("activities", "review_by")
    op.drop_column("activities", "terms_version")
    op.drop_column("activities", "has_quota")
    op.drop_column("activities", "self_paced")
    op.drop_column("activities", "details")
    op.drop_table("revisions")
    op.drop_table("editions")
    op.drop_table("activity_moves")
    _admit(STATES)


def _admit(states: str) -> None:
    op.drop_constraint(op.f("activities_state_check"), "activities")
    op.create_check_constraint(op.f("activities_state_check"), "activities", f"state IN ({states})")
