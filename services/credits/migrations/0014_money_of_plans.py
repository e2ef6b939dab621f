"""Money of plans."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

APPEND_ONLY = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON money_lines
    FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


def upgrade() -> None:
    op.create_table(
        "money_lines",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("purse", sa.Text(), nullable=False),
        sa.Column("item_code", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("actor", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "move IN ('granted', 'reserved', 'released', 'spent')", name=op.f("money_lines_move_check")
        ),
        sa.CheckConstraint("purse IN ('own', 'employer')", name=op.f("money_lines_purse_check")),
        sa.CheckConstraint("amount > 0", name=op.f("money_lines_amount_check")),
        sa.CheckConstraint(
            "(move = 'granted') = (item_code IS NULL)", name=op.f("money_lines_item_code_check")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("money_lines_plan_id_fkey")),
        sa.PrimaryKeyConstraint("plan_id", "number", name=op.f("money_lines_pkey")),
        comment="Limits, reservations and payments of each plan, in kopecks, append-only",
    )
    op.execute(APPEND_ONLY)
    op.create_table(
        "subsidies",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("item_code", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("granted_by", sa.Uuid(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("subsidies_amount_check")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.plan_id"], name=op.f("subsidies_plan_id_fkey")),
        sa.PrimaryKeyConstraint("plan_id", "item_code", name=op.f("subsidies_pkey")),
        comment="Money promised for items of plans, paid once they count",
    )


def downgrade() -> None:
    op.drop_table("subsidies")
    op.drop_table("money_lines")
