"""Transcripts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "transcripts",
        sa.Column("transcript_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("speciality", sa.Text(), nullable=False),
        sa.Column("total", sa.Numeric(precision=7, scale=1), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("files", postgresql.JSONB(), nullable=False),
        sa.Column("key", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.cycle_id"], name=op.f("transcripts_cycle_id_fkey")),
        sa.PrimaryKeyConstraint("transcript_id", name=op.f("transcripts_pkey")),
        sa.UniqueConstraint("number", name=op.f("transcripts_number_key")),
        comment="Statements of what a cycle had earned, with the hash of each file; rows are only ever added",
    )
    op.create_index("transcripts_of_person", "transcripts", ["person_id", "transcript_id"], unique=False)


def downgrade() -> None:
    op.drop_table("transcripts")
