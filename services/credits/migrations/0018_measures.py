"""Measures against providers, and whose each activity is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "providers_of",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("providers_of_pkey")),
        comment="Our copy of whose each activity is",
    )
    op.create_table(
        "provider_measures",
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("is_suspended", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("provider_id", "at", name=op.f("provider_measures_pkey")),
        comment="From which days on all of a provider's activities earned nothing, or earned again",
    )


def downgrade() -> None:
    op.drop_table("provider_measures")
    op.drop_table("providers_of")
