"""Confirmation codes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "code_batches",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("attended_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("count > 0", name=op.f("code_batches_count_check")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("code_batches_activity_id_fkey")
        ),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("code_batches_pkey")),
        comment="Confirmation codes as they were asked for; they are made when they are taken",
    )
    op.create_index("code_batches_of_activity", "code_batches", ["activity_id", "batch_id"], unique=False)
    op.create_table(
        "confirmation_codes",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("redeemed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(person_id IS NULL) = (redeemed_at IS NULL)", name=op.f("confirmation_codes_redeemed_check")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["code_batches.batch_id"], name=op.f("confirmation_codes_batch_id_fkey")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("confirmation_codes_pkey")),
        comment="Keyed hashes of the codes, and who has claimed with which",
    )
    op.create_index(op.f("confirmation_codes_batch_id_idx"), "confirmation_codes", ["batch_id"], unique=False)
    op.create_table(
        "code_tries",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("wrong", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("times", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("closed_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("code_tries_pkey")),
        comment="Wrong codes of each person of late",
    )


def downgrade() -> None:
    op.drop_table("code_tries")
    op.drop_table("confirmation_codes")
    op.drop_table("code_batches")
