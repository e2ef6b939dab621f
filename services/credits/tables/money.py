"""The money of plans, in kopecks, strictly apart from credits."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.credits.funds import MoneyMove, Purse
from contracts.credits.loans import LoanScheme
from kernel.columns import ChoiceColumn, InstantColumn, MoneyColumn, one_of
from services.credits.tables.columns import metadata
from services.credits.tables.planning import plans

money_lines = sa.Table(
    "money_lines",
    metadata,
    sa.Column("plan_id", sa.ForeignKey(plans.c.plan_id), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("move", ChoiceColumn(MoneyMove), nullable=False),
    sa.Column("purse", ChoiceColumn(Purse), nullable=False),
    sa.Column("item_code", sa.Text),
    sa.Column("amount", MoneyColumn, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("actor", sa.Uuid, nullable=False),
    sa.Column("at", InstantColumn, nullable=False),
    one_of("move", MoneyMove),
    one_of("purse", Purse),
    sa.CheckConstraint("amount > 0", name="amount"),
    sa.CheckConstraint("(move = 'granted') = (item_code IS NULL)", name="item_code"),
    comment="Limits, reservations and payments of each plan, in kopecks, append-only",
)

subsidies = sa.Table(
    "subsidies",
    metadata,
    sa.Column("plan_id", sa.ForeignKey(plans.c.plan_id), primary_key=True),
    sa.Column("item_code", sa.Text, primary_key=True),
    sa.Column("amount", MoneyColumn, nullable=False),
    sa.Column("granted_by", sa.Uuid, nullable=False),
    sa.Column("granted_at", InstantColumn, nullable=False),
    sa.Column("paid_at", InstantColumn),
    sa.CheckConstraint("amount > 0", name="amount"),
    comment="Money promised for items of plans, paid once they count",
)

loans = sa.Table(
    "loans",
    metadata,
    sa.Column("loan_id", sa.Uuid, primary_key=True),
    sa.Column("person_id", sa.Uuid, nullable=False),
    sa.Column("principal", MoneyColumn, nullable=False),
    sa.Column("annual_rate", sa.Numeric(6, 3), nullable=False),
    sa.Column("months", sa.Integer, nullable=False),
    sa.Column("scheme", ChoiceColumn(LoanScheme), nullable=False),
    sa.Column("first_due", sa.Date, nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("noted_at", InstantColumn, nullable=False),
    one_of("scheme", LoanScheme),
    sa.CheckConstraint("principal > 0", name="principal"),
    sa.CheckConstraint("annual_rate >= 0", name="annual_rate"),
    sa.CheckConstraint("months > 0", name="months"),
    sa.Index("loans_of_person", "person_id", "loan_id"),
    comment="Loans for training, as those who took them noted; their schedules are calculated",
)
