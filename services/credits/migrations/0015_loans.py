"""Loans."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "loans",
        sa.Column("loan_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("principal", sa.BigInteger(), nullable=False),
        sa.Column("annual_rate", sa.Numeric(precision=6, scale=3), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("first_due", sa.Date(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("scheme IN ('annuity', 'differentiated')", name=op.f("loans_scheme_check")),
        sa.CheckConstraint("principal > 0", name=op.f("loans_principal_check")),
        sa.CheckConstraint("annual_rate >= 0", name=op.f("loans_annual_rate_check")),
        sa.CheckConstraint("months > 0", name=op.f("loans_months_check")),
        sa.PrimaryKeyConstraint("loan_id", name=op.f("loans_pkey")),
        comment="Loans for training, as those who took them noted; their schedules are calculated",
    )
    op.create_index("loans_of_person", "loans", ["person_id", "loan_id"])


def downgrade() -> None:
    op.drop_table("loans")
