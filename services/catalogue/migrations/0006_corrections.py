"""Corrections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

STATES = "state IN ('enrolled', 'completed', 'failed', 'cancelled'"
SOURCES = "source IN ('report', 'roster', 'code', 'presence', 'badge', 'module')"


def upgrade() -> None:
    _admit(f"{STATES}, 'revoked')")
    op.add_column("enrolments", sa.Column("source", sa.Text(), nullable=True))
    op.add_column("enrolments", sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(op.f("enrolments_source_check"), "enrolments", SOURCES)
    op.create_table(
        "corrections",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corrected_by", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("checks_passed", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "reason IN ('not_present', 'wrong_person', 'wrong_figures', 'wrong_file')",
            name=op.f("corrections_reason_check"),
        ),
        sa.CheckConstraint(SOURCES, name=op.f("corrections_source_check")),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.enrolment_id"], name=op.f("corrections_enrolment_id_fkey")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "corrected_at", name=op.f("corrections_pkey")),
        comment="What a provider vouched for and has taken back, and why",
    )


def downgrade() -> None:
    op.drop_table("corrections")
    op.drop_constraint(op.f("enrolments_source_check"), "enrolments")
    op.drop_column("enrolments", "reported_at")
    op.drop_column("enrolments", "source")
    # What was taken back was not enough: the nearest word that is known below.
    op.execute("UPDATE enrolments SET state = 'failed' WHERE state = 'revoked'")
    _admit(f"{STATES})")


def _admit(states: str) -> None:
    op.drop_constraint(op.f("enrolments_state_check"), "enrolments")
    op.create_check_constraint(op.f("enrolments_state_check"), "enrolments", states)
