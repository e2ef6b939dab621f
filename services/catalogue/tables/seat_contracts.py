"""Seats that employers have bought."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.catalogue.cards import SeatFunding
from contracts.catalogue.seat_contracts import Party, SeatContractState
from kernel.columns import ChoiceColumn, InstantColumn, MoneyColumn, one_of
from services.catalogue.domain.seat_contract import SeatContract
from services.catalogue.tables.activities import activities
from services.catalogue.tables.cohorts import cohorts
from services.catalogue.tables.schema import mapper, metadata

seat_contracts = sa.Table(
    "seat_contracts",
    metadata,
    sa.Column("contract_id", sa.Uuid, primary_key=True),
    sa.Column("activity_id", sa.ForeignKey(activities.c.activity_id), nullable=False),
    sa.Column("provider_id", sa.Uuid, nullable=False),
    sa.Column("employer_id", sa.Uuid, nullable=False),
    sa.Column("cohort_id", sa.ForeignKey(cohorts.c.cohort_id)),
    sa.Column("funding", ChoiceColumn(SeatFunding), nullable=False),
    sa.Column("seats", sa.Integer, nullable=False),
    sa.Column("price", MoneyColumn, nullable=False),
    sa.Column("until", sa.Date, nullable=False),
    sa.Column("offered_at", InstantColumn, nullable=False),
    sa.Column("state", ChoiceColumn(SeatContractState), nullable=False),
    sa.Column("drawn", sa.Integer, nullable=False),
    sa.Column("agreed_at", InstantColumn),
    sa.Column("ended_at", InstantColumn),
    sa.Column("version", sa.Integer, nullable=False, server_default=sa.text("1")),
    sa.Column("offered_by", sa.Uuid),
    sa.Column("answered_by", sa.Uuid),
    one_of("funding", SeatFunding),
    one_of("state", SeatContractState),
    sa.CheckConstraint("drawn BETWEEN 0 AND seats", name="drawn"),
    sa.CheckConstraint("state NOT IN ('agreed', 'used') OR (state = 'used') = (drawn = seats)", name="used"),
    sa.CheckConstraint("price >= 0", name="price"),
    comment="Seats that employers have bought for their people",
)
# Spelled out, not bound: the planner must see that the partial index below applies.
is_open_contract = seat_contracts.c.state.in_(
    [sa.literal_column(f"'{state}'") for state in ("offered", "countered", "agreed", "used")]
)
sa.Index("seat_contracts_of_activity", seat_contracts.c.activity_id, seat_contracts.c.contract_id)
sa.Index("seat_contracts_of_employer", seat_contracts.c.employer_id, seat_contracts.c.contract_id)
sa.Index("seat_contracts_of_provider", seat_contracts.c.provider_id, seat_contracts.c.contract_id)
sa.Index("seat_contracts_open", seat_contracts.c.until, postgresql_where=is_open_contract)

seat_offers = sa.Table(
    "seat_offers",
    metadata,
    sa.Column("contract_id", sa.ForeignKey(seat_contracts.c.contract_id), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("party", ChoiceColumn(Party), nullable=False),
    sa.Column("seats", sa.Integer, nullable=False),
    sa.Column("price", MoneyColumn, nullable=False),
    sa.Column("until", sa.Date, nullable=False),
    sa.Column("note", sa.Text),
    sa.Column("proposed_at", InstantColumn, nullable=False),
    one_of("party", Party),
    comment="What the parties to each seat contract have proposed; never changed",
)

mapper.map_imperatively(SeatContract, seat_contracts)
