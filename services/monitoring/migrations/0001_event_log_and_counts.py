"""Event log and counts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "cells",
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("total", sa.Numeric(precision=14, scale=1), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("indicator", "day", "dimension", name=op.f("cells_pkey")),
    )
    op.create_table(
        "contributors",
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("indicator", "day", "dimension", "person_id", name=op.f("contributors_pkey")),
    )
    op.create_table(
        "event_log",
        sa.Column("position", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("event_log_pkey")),
        sa.UniqueConstraint("event_id", name=op.f("event_log_event_id_key")),
    )
    op.create_index("event_log_by_subject", "event_log", ["subject", "position"], unique=False)
    op.create_index("event_log_by_type", "event_log", ["type", "position"], unique=False)
    op.create_table(
        "parked",
        sa.Column("parked_id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("message_key", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("settled", sa.Text(), nullable=True),
        sa.CheckConstraint("settled IN ('redelivered', 'dropped')", name=op.f("parked_settled_check")),
        sa.PrimaryKeyConstraint("parked_id", name=op.f("parked_pkey")),
    )
    op.create_index(
        "parked_waiting", "parked", ["message_key"], unique=True, postgresql_where=sa.text("settled IS NULL")
    )


def downgrade() -> None:
    op.drop_index("parked_waiting", table_name="parked", postgresql_where=sa.text("settled IS NULL"))
    op.drop_table("parked")
    op.drop_index("event_log_by_type", table_name="event_log")
    op.drop_index("event_log_by_subject", table_name="event_log")
    op.drop_table("event_log")
    op.drop_table("contributors")
    op.drop_table("cells")
