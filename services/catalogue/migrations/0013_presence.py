"""Presence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "live_events",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("begins_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("checks", postgresql.ARRAY(INSTANT, as_tuple=True), nullable=False),
        sa.Column("outages", postgresql.JSONB(), nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("live_events_activity_id_fkey")
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("live_events_pkey")),
        comment="Events at which presence is watched; when the checks come is told to nobody",
    )
    op.create_table(
        "presence_spans",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("begins", INSTANT, nullable=False),
        sa.Column("ends", INSTANT, nullable=False),
        _of_enrolment("presence_spans"),
        sa.PrimaryKeyConstraint("enrolment_id", "begins", name=op.f("presence_spans_pkey")),
        comment="From the first word of a page to its last, without a longer silence",
    )
    op.create_table(
        "presence_answers",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answered_at", INSTANT, nullable=False),
        _of_enrolment("presence_answers"),
        sa.PrimaryKeyConstraint("enrolment_id", "number", name=op.f("presence_answers_pkey")),
        comment="The first answer to each check",
    )
    op.create_table(
        "badge_scans",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("scanned_at", INSTANT, nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("badge_scans_direction_check")),
        _of_enrolment("badge_scans"),
        sa.PrimaryKeyConstraint("enrolment_id", "scanned_at", "direction", name=op.f("badge_scans_pkey")),
    )
    op.create_table(
        "presence_verdicts",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("trace", postgresql.JSONB(), nullable=False),
        sa.Column("spans", postgresql.JSONB(), nullable=False),
        _of_enrolment("presence_verdicts"),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("presence_verdicts_pkey")),
        comment="What presence came to, and the moments that counted: they count in no other event",
    )
    op.create_index(op.f("presence_verdicts_person_id_idx"), "presence_verdicts", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("presence_verdicts")
    op.drop_table("badge_scans")
    op.drop_table("presence_answers")
    op.drop_table("presence_spans")
    op.drop_table("live_events")


def _of_enrolment(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["enrolment_id"], ["enrolments.enrolment_id"], name=op.f(f"{table}_enrolment_id_fkey")
    )
