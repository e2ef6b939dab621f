"""Seats that employers have bought."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

OPEN = sa.text("state IN ('offered', 'agreed', 'used')")
DRAWN = sa.text("contract_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "seat_contracts",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("employer_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=True),
        sa.Column("funding", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "funding IN ('paid', 'budget', 'subsidised')", name=op.f("seat_contracts_funding_check")
        ),
        sa.CheckConstraint(
            "state IN ('offered', 'agreed', 'used', 'declined', 'closed', 'expired')",
            name=op.f("seat_contracts_state_check"),
        ),
        sa.CheckConstraint("drawn BETWEEN 0 AND seats", name=op.f("seat_contracts_drawn_check")),
        sa.CheckConstraint(
            "state NOT IN ('agreed', 'used') OR (state = 'used') = (drawn = seats)",
            name=op.f("seat_contracts_used_check"),
        ),
        sa.CheckConstraint("price >= 0", name=op.f("seat_contracts_price_check")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activities.activity_id"], name=op.f("seat_contracts_activity_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.cohort_id"], name=op.f("seat_contracts_cohort_id_fkey")
        ),
        sa.PrimaryKeyConstraint("contract_id", name=op.f("seat_contracts_pkey")),
        comment="Seats that employers have bought for their people",
    )
    for whose in ("activity", "employer", "provider"):
        op.create_index(f"seat_contracts_of_{whose}", "seat_contracts", [f"{whose}_id", "contract_id"])
    op.create_index("seat_contracts_open", "seat_contracts", ["until"], postgresql_where=OPEN)
    op.add_column("enrolments", sa.Column("contract_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("enrolments_contract_id_fkey"), "enrolments", "seat_contracts", ["contract_id"], ["contract_id"]
    )
    op.create_index("enrolments_drawn", "enrolments", ["contract_id"], postgresql_where=DRAWN)


def downgrade() -> None:
    op.drop_index("enrolments_drawn", table_name="enrolments", postgresql_where=DRAWN)
    op.drop_constraint(op.f("enrolments_contract_id_fkey"), "enrolments", type_="foreignkey")
    op.drop_column("enrolments", "contract_id")
    op.drop_index("seat_contracts_open", table_name="seat_contracts", postgresql_where=OPEN)
    for whose in ("provider", "employer", "activity"):
        op.drop_index(f"seat_contracts_of_{whose}", table_name="seat_contracts")
    op.drop_table("seat_contracts")
