"""Drafts of the law."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "policy_drafts",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.Column("legal_act", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrects", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.Uuid(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "type IN ('integer', 'integers', 'decimal', 'credits', 'boolean', 'date', 'text', 'texts',"
            " 'regex')",
            name=op.f("policy_drafts_type_check"),
        ),
        sa.CheckConstraint(
            "state IN ('drafted', 'published', 'withdrawn')", name=op.f("policy_drafts_state_check")
        ),
        sa.CheckConstraint("valid_from < valid_before", name=op.f("policy_drafts_period_check")),
        sa.CheckConstraint(
            "state <> 'published' OR settled_by <> drafted_by", name=op.f("policy_drafts_two_hands_check")
        ),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("policy_drafts_pkey")),
        comment="Rows of the law that one operator writes and another publishes",
    )


def downgrade() -> None:
    op.drop_table("policy_drafts")
