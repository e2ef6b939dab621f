"""Thresholds as dated rows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "policies",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_before", sa.Date(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("legal_act", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "valid_from", name=op.f("policies_pkey")),
        comment="Thresholds as dated rows, loaded from data/identity_policies.csv",
    )


def downgrade() -> None:
    op.drop_table("policies")
