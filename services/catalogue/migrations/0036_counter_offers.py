"""Counter-offers: what the parties to a seat contract propose, in turn, and who acts for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"

STATES = ("offered", "agreed", "used", "declined", "closed", "expired")


def upgrade() -> None:
    op.add_column(
        "seat_contracts", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False)
    )
    op.add_column("seat_contracts", sa.Column("offered_by", sa.Uuid(), nullable=True))
    op.add_column("seat_contracts", sa.Column("answered_by", sa.Uuid(), nullable=True))
    _admit(*STATES, "countered")
    _index("offered", "countered", "agreed", "used")
    op.create_table(
        "seat_offers",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("party IN ('employer', 'provider')", name=op.f("seat_offers_party_check")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["seat_contracts.contract_id"], name=op.f("seat_offers_contract_id_fkey")
        ),
        sa.PrimaryKeyConstraint("contract_id", "version", name=op.f("seat_offers_pkey")),
        comment="What the parties to each seat contract have proposed; never changed",
    )


def downgrade() -> None:
    op.drop_table("seat_offers")
    op.execute("UPDATE seat_contracts SET state = 'declined' WHERE state = 'countered'")
    _index("offered", "agreed", "used")
    _admit(*STATES)
    for column in ("answered_by", "offered_by", "version"):
        op.drop_column("seat_contracts", column)


def _admit(*states: str) -> None:
    op.drop_constraint(op.f("seat_contracts_state_check"), "seat_contracts", type_="check")
    known = ", ".join(f"'{state}'" for state in states)
    op.create_check_constraint(op.f("seat_contracts_state_check"), "seat_contracts", f"state IN ({known})")


def _index(*states: str) -> None:
    """What may still become something; found by its last day."""
    op.drop_index("seat_contracts_open", table_name="seat_contracts")
    known = ", ".join(f"'{state}'" for state in states)
    op.create_index(
        "seat_contracts_open", "seat_contracts", ["until"], postgresql_where=sa.text(f"state IN ({known})")
    )
