"""Rehearsals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "rehearsals",
        sa.Column("rehearsal_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("position", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'running', 'finished', 'cancelled')", name=op.f("rehearsals_state_check")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["policy_drafts.draft_id"], name=op.f("rehearsals_draft_id_fkey")
        ),
        sa.PrimaryKeyConstraint("rehearsal_id", name=op.f("rehearsals_pkey")),
        comment="Work under way, batch by batch: whom a draft of the law would touch",
    )
    op.create_index(
        "rehearsals_under_way",
        "rehearsals",
        ["draft_id", "on"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "rehearsal_flips",
        sa.Column("rehearsal_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("speciality", sa.Text(), nullable=False),
        sa.Column("lost", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("gained", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["rehearsal_id"], ["rehearsals.rehearsal_id"], name=op.f("rehearsal_flips_rehearsal_id_fkey")
        ),
        sa.PrimaryKeyConstraint("rehearsal_id", "cycle_id", name=op.f("rehearsal_flips_pkey")),
        comment="For whom which rules would turn",
    )
    op.create_table(
        "rehearsal_counts",
        sa.Column("rehearsal_id", sa.Uuid(), nullable=False),
        sa.Column("speciality", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("lost", sa.Integer(), nullable=False),
        sa.Column("gained", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rehearsal_id"], ["rehearsals.rehearsal_id"], name=op.f("rehearsal_counts_rehearsal_id_fkey")
        ),
        sa.PrimaryKeyConstraint("rehearsal_id", "speciality", "rule", name=op.f("rehearsal_counts_pkey")),
        comment="The result of a rehearsal that has finished",
    )


def downgrade() -> None:
    op.drop_table("rehearsal_counts")
    op.drop_table("rehearsal_flips")
    op.drop_table("rehearsals")
