"""Rosters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "rosters",
        sa.Column("roster_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("fault_line", sa.Integer(), nullable=True),
        sa.Column("ignored", postgresql.ARRAY(sa.Text(), as_tuple=True), nullable=False),
        sa.Column("acceptance", sa.Text(), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("acceptance IN ('whole', 'partial')", name=op.f("rosters_acceptance_check")),
        sa.CheckConstraint(
            "state IN ('expected', 'checking', 'checked', 'posting', 'posted', 'halted', 'rejected')",
            name=op.f("rosters_state_check"),
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("rosters_activity_id_fkey")
        ),
        sa.PrimaryKeyConstraint("roster_id", name=op.f("rosters_pkey")),
        comment="Files of attendance; the bytes are gone once they have been read",
    )
    op.create_index("rosters_of_activity", "rosters", ["activity_id", "roster_id"], unique=False)
    op.create_index(
        "rosters_by_hash",
        "rosters",
        ["activity_id", "sha256"],
        unique=True,
        postgresql_where=sa.text("state != 'rejected'"),
    )
    op.create_index(
        "rosters_at_work",
        "rosters",
        ["roster_id"],
        unique=False,
        postgresql_where=sa.text("state IN ('checking', 'posting')"),
    )
    op.create_table(
        "roster_rows",
        sa.Column("roster_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("enrolment_id", sa.Uuid(), nullable=True),
        sa.Column("attended_on", sa.Date(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("checks_passed", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("faults", postgresql.JSONB(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("required", sa.Text(), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "verdict IN ('accepted', 'below_threshold', 'duplicate', 'claimed_by_code', 'repeated', "
            "'enrolment_unknown', 'name_differs', 'other_activity', 'outside_dates', 'cancelled', "
            "'malformed')",
            name=op.f("roster_rows_verdict_check"),
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.enrolment_id"], name=op.f("roster_rows_enrolment_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["roster_id"],
            ["rosters.roster_id"],
            name=op.f("roster_rows_roster_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("roster_id", "number", name=op.f("roster_rows_pkey")),
        comment="What each row of a roster came to; whom it named is not kept, only the enrolment",
    )
    op.create_index("roster_rows_by_verdict", "roster_rows", ["roster_id", "verdict", "number"], unique=False)
    op.create_index("roster_rows_by_enrolment", "roster_rows", ["roster_id", "enrolment_id"], unique=False)


def downgrade() -> None:
    op.drop_table("roster_rows")
    op.drop_table("rosters")
